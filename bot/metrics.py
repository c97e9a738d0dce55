"""Figures of this process for Prometheus; ids of nobody, texts of nothing (REQ H3).

Each process has its own; what waits in the database is read when somebody asks
(services/backlog.py).
"""

import time
from collections.abc import Iterable, Mapping

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

CONTENT_TYPE = CONTENT_TYPE_LATEST
REGISTRY = CollectorRegistry()

INBOUND = Counter(
    "frontdesk_inbound",
    "Messages and events of customers; result is new or repeated",
    ["channel", "kind", "result"],
    registry=REGISTRY,
)
OUTBOUND = Counter(
    "frontdesk_outbound",
    "Tries to send, by what came of them",
    ["channel", "purpose", "result"],
    registry=REGISTRY,
)
ENGINE_SECONDS = Histogram(
    "frontdesk_engine_seconds",
    "Time the language engine took for a call",
    ["call"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5),
    registry=REGISTRY,
)
ENGINE_FAILURES = Counter(
    "frontdesk_engine_failures", "Calls the engine did not answer", ["call"], registry=REGISTRY
)
JOB_FAILURES = Counter(
    "frontdesk_job_failures", "Ticks of a job that failed", ["job"], registry=REGISTRY
)
ProcessCollector(registry=REGISTRY)


class _Ticks(Collector):
    """Seconds since each job last went through."""

    def __init__(self) -> None:
        self._at: dict[str, float] = {}

    def note(self, job: str) -> None:
        self._at[job] = time.monotonic()

    def collect(self) -> Iterable[Metric]:
        family = GaugeMetricFamily(
            "frontdesk_tick_age_seconds", "Since a job last went through", labels=["job"]
        )
        for job, at in list(self._at.items()):
            family.add_metric([job], time.monotonic() - at)
        yield family


TICKS = _Ticks()
REGISTRY.register(TICKS)


def page(gauges: Mapping[str, Mapping[str, float]]) -> bytes:
    """Everything in Prometheus's text form; ``gauges``: name → label value → number now."""
    registry = CollectorRegistry()
    registry.register(_Now(gauges))
    return generate_latest(REGISTRY) + generate_latest(registry)


class _Now(Collector):
    def __init__(self, gauges: Mapping[str, Mapping[str, float]]) -> None:
        self._gauges = gauges

    def collect(self) -> Iterable[Metric]:
        for name, values in self._gauges.items():
            family = GaugeMetricFamily(f"frontdesk_{name}", name.replace("_", " "), labels=["of"])
            for label, value in values.items():
                family.add_metric([label], value)
            yield family
