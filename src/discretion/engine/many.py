"""Many cases: lazily, in their order, each error in its place; over several processes where asked."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context

from discretion.case import read_case
from discretion.decide import Plans, Recommendation
from discretion.engine.recommend import recommend
from discretion.errors import DiscretionError, Problem, UsageError
from discretion.rulebook import Layer, load

CHUNK = 32  # cases that travel together
AHEAD = 3  # chunks a process has waiting
Answer = Recommendation | DiscretionError


def recommend_many(plans: Plans, cases: Iterable[object], *, area: str | None, processes: int) -> Iterator[Answer]:
    """Recommend for many cases; what fails gives its error in its place.

    Args:
        plans: the compiled rulebook.
        cases: what ``read_case`` takes.
        area: evaluate all of them under this area.
        processes: how many; 1 is this one. Each loads the rulebook's layers for itself.

    Raises:
        UsageError: a process died.
    """
    if processes <= 1:
        yield from (_one(plans, case, area) for case in cases)
        return
    rest = iter(cases)
    waiting: deque[Future[list[Answer]]] = deque()
    book = plans.rulebook
    # spawn: the same on every platform, and no lock of this process is copied into the workers
    with ProcessPoolExecutor(processes, get_context("spawn"), _start, (book.layers, plans.drafts)) as pool:
        try:
            while chunk := list(islice(rest, CHUNK)):
                waiting.append(pool.submit(_chunk, chunk, area))
                if len(waiting) >= processes * AHEAD:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool:
            problem = Problem("处理案件的进程意外终止", remedy="减少进程数后重试，并报告本项目")
            raise UsageError(problem) from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _one(plans: Plans, case: object, area: str | None) -> Answer:
    try:
        return recommend(plans, read_case(case), area=area)
    except DiscretionError as error:
        return error


_plans: Plans | None = None  # of a worker process


def _start(layers: tuple[Layer, ...], drafts: bool) -> None:
    global _plans  # noqa: PLW0603 - a pool has no other way to hand its workers a start
    _plans = Plans(load(*layers), drafts=drafts)


def _chunk(cases: list[object], area: str | None) -> list[Answer]:
    assert _plans is not None
    return [_one(_plans, case, area) for case in cases]
