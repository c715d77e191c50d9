"""The proofs of a run, in this process or spread over the cores."""

from __future__ import annotations

import gc
import os
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context, parent_process
from threading import Thread

from discretion.check.model import Finding
from discretion.check.run import run_checks, run_ruleset_checks
from discretion.check.solver import unchecked
from discretion.check.tasks import Task
from discretion.decide import Plans
from discretion.errors import Problem, UsageError
from discretion.library import Library
from discretion.rulebook import Layer

WORTH = 8  # tasks for which a further process is worth its start


def work(library: Library, tasks: list[Task], codes: Sequence[str] | None, jobs: int | None) -> Iterator[list[Finding]]:
    """The findings of every task, in order.

    Raises:
        UsageError: a worker process died.
    """
    jobs = min(jobs or os.cpu_count() or 1, max(1, len(tasks) // WORTH))
    if jobs <= 1:
        yield from (one(library.plans, task, codes) for task in tasks)
        return
    # spawn: the same on every platform, and no lock or solver state is copied into the workers
    with ProcessPoolExecutor(jobs, get_context("spawn"), _start, (library.rulebook.layers,)) as pool:
        try:
            yield from pool.map(_in_worker, tasks, [codes] * len(tasks), chunksize=2)
        except BrokenProcessPool:
            problem = Problem("检查进程意外终止", remedy="用 --jobs 1 重试，并报告本项目")
            raise UsageError(problem) from None
        except BaseException:
            # Interrupted, terminated, or nobody wants the rest: a proof may take minutes, it is not waited for.
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in active_children():
                worker.kill()
            raise


def one(plans: Plans, task: Task, codes: Collection[str] | None = None) -> list[Finding]:
    """The findings of one task, in this process."""
    ruleset = plans.rulebook.version(task.area, task.version)
    chain = plans.rulebook.chain(ruleset, task.day)
    if task.violation is None:
        return run_ruleset_checks(plans, chain, task.day, codes)
    return run_checks(plans, chain, task.violation, task.day, codes)


_library: Library | None = None  # of a worker process


def _start(layers: tuple[Layer, ...]) -> None:
    Thread(target=_end_with_parent, daemon=True).start()
    global _library  # noqa: PLW0603 - a pool has no other way to hand its workers a start
    unchecked()
    _library = Library.load(*layers, drafts=True)
    gc.freeze()  # the rules stay: what is compiled and proven is looked through for garbage without them


def _end_with_parent() -> None:
    """A worker whose parent was killed has nobody to work for."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _in_worker(task: Task, codes: Sequence[str] | None) -> list[Finding]:
    assert _library is not None
    return one(_library.plans, task, codes)
