"""The worker process from outside: started afresh by spawn, asked with a time limit, and given up when it dies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from multiprocessing import get_context
from types import TracebackType
from typing import Any

from discretion.errors import MissingExtra
from discretion.testing.rete.rules import Network
from discretion.testing.rete.worker import serve

START_SECONDS = 60.0
ANSWER_SECONDS = 60.0


class ProcessFailure(Exception):  # noqa: N818 - what became of the process
    """The other process crashed, hung, or reported an error."""


class Matcher:
    """A process with durable-rules. Use it as a context manager."""

    def __init__(self, seconds: float = ANSWER_SECONDS) -> None:
        self.seconds = seconds
        self._process: Any = None
        self._connection: Any = None

    def __enter__(self) -> Matcher:
        self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def load(self, network: Network) -> None:
        """Load the rules of a plan.

        Raises:
            Failure: the process could not take them.
        """
        if self._process is None:
            self._start()
        self._ask("rules", list(network.shards))

    def match(self, facts: Sequence[Mapping[str, object]]) -> list[frozenset[str]]:
        """The names of the rows that match each fact.

        Raises:
            Failure: the process died or did not answer in time; the next ``load`` starts another.
        """
        answers = self._ask("match", list(facts))
        assert isinstance(answers, list)
        return [frozenset(name.partition("/")[0] for name in names) for names in answers]

    def _ask(self, request: str, content: object) -> object:
        try:
            self._connection.send((request, content))
            return self._receive(self.seconds)
        except (EOFError, OSError):
            self._process.join(1)
            code = self._process.exitcode
            self._stop()
            raise ProcessFailure(f"durable-rules 进程意外终止（退出码 {code}）") from None

    def _receive(self, seconds: float) -> object:
        if not self._connection.poll(seconds):
            self._stop()
            raise ProcessFailure(f"durable-rules 在{seconds:g}秒内没有回答")
        kind, content = self._connection.recv()
        if kind == "missing":
            self._stop()
            raise MissingExtra("rete", "用 durable-rules 复核")
        if kind == "failed":
            self._stop()
            raise ProcessFailure(f"durable-rules 报告错误：{content}")
        return content

    def _start(self) -> None:
        context = get_context("spawn")
        self._connection, other = context.Pipe()
        self._process = context.Process(target=serve, args=(other,), daemon=True)
        self._process.start()
        other.close()
        try:
            self._receive(START_SECONDS)
        except (EOFError, OSError):
            self._stop()
            raise MissingExtra("rete", "用 durable-rules 复核") from None

    def _stop(self) -> None:
        if self._process is not None:
            self._connection.close()
            if self._process.is_alive():
                self._process.kill()
            self._process.join()
            self._process = None
