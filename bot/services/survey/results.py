"""What customers answered, by service, worker and agent (REQ E2)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.language.survey.reasons import Topic, topics_of
from bot.models import Order, Service, Staff, Survey, SurveyKind, SurveyState, Worker

_TENTH = Decimal("0.01")
_LOW, _HIGH = Decimal("2.5"), Decimal(4)
_DETRACTS, _PROMOTES = 6, 9


@dataclass(frozen=True, slots=True)
class Result:
    """Answers about one: ``asked`` and ``answered`` questions, mean of 1-5, how many were low
    (below 2.5) and high (4 and more), ``spread`` the answers by whole score 1-5, ``topics`` what
    their reasons were about, the most frequent first."""

    name: str
    asked: int
    answered: int
    mean: Decimal | None
    low: int
    high: int
    spread: tuple[int, int, int, int, int]
    topics: tuple[tuple[Topic, int], ...] = ()

    @property
    def percent(self) -> int | None:
        """The share of high scores (CSAT), rounded."""
        return round(100 * self.high / self.answered) if self.answered else None


@dataclass(frozen=True, slots=True)
class Recommend:
    """Would customers recommend us (NPS): 9 and 10 promote, 0-6 do not."""

    asked: int
    answered: int
    promoters: int
    detractors: int

    @property
    def nps(self) -> int | None:
        """Promoters less detractors in per cent of the answers, -100 to 100."""
        if not self.answered:
            return None
        return round(100 * (self.promoters - self.detractors) / self.answered)


@dataclass(frozen=True, slots=True)
class Results:
    """The workers' service and the desk's service, rated apart."""

    services: list[Result]
    workers: list[Result]
    agents: list[Result]
    recommend: Recommend


@dataclass(frozen=True, slots=True)
class _Answer:
    visit_id: int | None
    state: SurveyState
    score: Decimal | None
    reason: str | None
    service: str | None
    worker: str | None
    agent: str | None


def results(session: Session, since: datetime, until: datetime) -> Results:
    """The questions asked from ``since`` to before ``until``; a visit asked about twice (rating and
    callback) counts once."""
    rows = session.execute(
        select(Survey, Service.name, Worker, Staff.display_name)
        .outerjoin(Order, Survey.order_id == Order.id)
        .outerjoin(Service, Order.service_id == Service.id)
        .outerjoin(Worker, Survey.worker_id == Worker.id)
        .outerjoin(Staff, Survey.agent_id == Staff.id)
        .where(Survey.asked_at >= since, Survey.asked_at < until)
        .order_by(Survey.id)
    )
    visits: dict[int, _Answer] = {}
    desk: list[_Answer] = []
    nps: list[_Answer] = []
    for survey, service, worker, agent in rows:
        named = f"{worker.name}（{worker.number}）" if worker else None
        state = SurveyState(survey.state)
        answer = _Answer(survey.visit_id, state, survey.score, survey.reason, service, named, agent)
        if survey.kind == SurveyKind.AGENT:
            desk.append(answer)
        elif survey.kind == SurveyKind.NPS:
            nps.append(answer)
        elif survey.visit_id is not None:
            known = visits.get(survey.visit_id)
            if known is None or known.score is None:
                visits[survey.visit_id] = answer
    return Results(
        services=_grouped((a.service, a) for a in visits.values()),
        workers=_grouped((a.worker, a) for a in visits.values()),
        agents=_grouped((a.agent, a) for a in desk),
        recommend=_recommend(nps),
    )


def _recommend(answers: Sequence[_Answer]) -> Recommend:
    scores = [answer.score for answer in answers if answer.score is not None]
    return Recommend(
        len(answers),
        len(scores),
        sum(score >= _PROMOTES for score in scores),
        sum(score <= _DETRACTS for score in scores),
    )


def _grouped(answers: Iterable[tuple[str | None, _Answer]]) -> list[Result]:
    """By name, the most answered first."""
    groups: dict[str, list[_Answer]] = defaultdict(list)
    for name, answer in answers:
        if name is not None:
            groups[name].append(answer)
    made = [_result(name, own) for name, own in groups.items()]
    return sorted(made, key=lambda result: (-result.answered, result.name))


def _result(name: str, answers: list[_Answer]) -> Result:
    scores = [answer.score for answer in answers if answer.score is not None]
    whole = [int(score.quantize(Decimal(1), ROUND_HALF_UP)) for score in scores]
    mean = sum(scores, Decimal(0)) / len(scores) if scores else None
    return Result(
        name=name,
        asked=len(answers),
        answered=len(scores),
        mean=mean.quantize(_TENTH, ROUND_HALF_UP) if mean is not None else None,
        low=sum(score < _LOW for score in scores),
        high=sum(score >= _HIGH for score in scores),
        topics=tuple(_topics(answers)),
        spread=tuple(whole.count(step) for step in range(1, 6)),  # pyright: ignore[reportArgumentType]
    )


def _topics(answers: Iterable[_Answer]) -> list[tuple[Topic, int]]:
    """What the reasons were about; one may be about several things."""
    found = Counter(topic for answer in answers for topic in topics_of(answer.reason or ""))
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
