"""Work on all cores: NumPy, Arrow and DuckDB let other threads work while they do."""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from typing import TypeVar

ROWS = 131_072  # of a piece: what is worked out stays in the cache, and the threads seldom wait for each other
Item = TypeVar("Item")
Result = TypeVar("Result")


def side_by_side(function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """Yield what a function gives of items, in their order; no more of them are taken beforehand than keep the cores busy."""
    cores = os.cpu_count() or 1
    waiting: deque[Future[Result]] = deque()
    with ThreadPoolExecutor(cores) as threads:
        for item in items:
            waiting.append(threads.submit(function, item))
            if len(waiting) > cores:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@cache
def _memory_is_kept() -> None:
    """A large block that comes and goes tells glibc to keep what is freed: to ask the kernel for the pages of each array anew
    costs more than to fill it (M_MMAP_THRESHOLD in mallopt(3)).
    """
    import numpy as np

    np.empty(16 << 20, "uint8")


def by_pieces(function: Callable[[slice], Result], count: int) -> list[Result]:
    """What a function gives of rows, in pieces of one length (of no rows: of one piece without any)."""
    _memory_is_kept()
    size = -(-count // -(-count // ROWS)) if count else 1
    pieces = [slice(start, min(start + size, count)) for start in range(0, max(count, 1), size)]
    return list((map if len(pieces) == 1 else side_by_side)(function, pieces))


@contextmanager
def nothing_to_collect() -> Iterator[None]:
    """For work that makes much that stays, as compiled rules do: to look through it for garbage again and again costs as much as to make it."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
