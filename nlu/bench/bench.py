"""Training time and parse time of our pipeline against Rasa's stock one, on the same data.

Run by `make bench-nlu`, after the data were compiled to nlu/build. The stock pipeline would need
hours on two cores: its epochs are capped, and the table says to how many.
"""

import argparse
import asyncio
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import yaml

NLU = Path(__file__).resolve().parent.parent
OURS, STOCK = "ours", "stock DIET"
_WARM_UP = 20  # messages


def main() -> None:
    """Measure both pipelines in one run and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--epochs", type=int, default=2, help="cap of the stock pipeline")
    options.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.measure:
        print(json.dumps(asyncio.run(_parse_times(given.measure))))
        return
    stock = yaml.safe_load((NLU / "bench" / "stock.yml").read_text("utf-8"))
    usual = _cap(stock, given.epochs)
    configs = {OURS: yaml.safe_load((NLU / "build" / "config.yml").read_text("utf-8"))}
    rows = {name: _measure(config) for name, config in {**configs, STOCK: stock}.items()}
    _print(rows, given.epochs, usual)


def _cap(config: dict, epochs: int) -> int:
    """Cap the epochs of the pipeline; return what they were."""
    (diet,) = (part for part in config["pipeline"] if "epochs" in part)
    usual, diet["epochs"] = diet["epochs"], epochs
    return usual


def _measure(config: dict) -> dict[str, float]:
    """Return seconds of training by the wall's clock and by the processors', megabytes, and
    milliseconds of a parse (median, p95)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "config.yml"
        path.write_text(yaml.safe_dump(config), "utf-8")
        started, worked = time.monotonic(), _processors()
        _rasa("train", "nlu", "--nlu", "build/data", "--config", str(path), "--out", folder,
              "--domain", "build/domain.yml", "--fixed-model-name", "model")  # fmt: skip
        seconds, work = time.monotonic() - started, _processors() - worked
        model = Path(folder) / "model.tar.gz"
        me = [sys.executable, __file__, "--measure", str(model)]
        answer = subprocess.run(me, cwd=NLU, check=True, capture_output=True, text=True)
        median, p95 = json.loads(answer.stdout.splitlines()[-1])
        return {"training s": seconds, "processor s": work, "model MB": model.stat().st_size / 1e6,
                "parse median ms": median, "parse p95 ms": p95}  # fmt: skip


def _processors() -> float:
    """Seconds of work of all children so far; what else the machine does is not in it."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def _rasa(*arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "rasa", *arguments], cwd=NLU, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit("the training failed:\n" + done.stdout[-3000:] + done.stderr[-3000:])


async def _parse_times(model: Path) -> tuple[float, float]:
    """Return median and 95th percentile in milliseconds over the messages of the own test set."""
    from rasa.core.agent import Agent

    agent = Agent.load(model)
    with (NLU / "tests" / "messages.tsv").open(encoding="utf-8", newline="") as source:
        texts = [r["text"] for r in csv.DictReader(source, delimiter="\t", quoting=csv.QUOTE_NONE)]
    times = []
    for text in texts[:_WARM_UP] + texts:
        started = time.perf_counter()
        await agent.parse_message(text.lstrip("/") or "。")
        times.append(1000 * (time.perf_counter() - started))
    median, p95 = np.percentile(times[_WARM_UP:], (50, 95))
    return float(median), float(p95)


def _print(rows: dict[str, dict[str, float]], epochs: int, usual: int) -> None:
    print(f"{'':18}{OURS:>12}{STOCK:>12}{'ratio':>8}")
    for figure in rows[OURS]:
        ours, stock = rows[OURS][figure], rows[STOCK][figure]
        print(f"{figure:18}{ours:12.1f}{stock:12.1f}{ours / stock:8.2f}")
    print(f"The stock pipeline was trained for {epochs} epochs; usual are {usual}.")


if __name__ == "__main__":
    main()
