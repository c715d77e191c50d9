"""Clients of the load test that compare every answer with what the library gives."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path
from typing import Any

import httpx


class Clients:
    """Four threads that ask without pause and compare."""

    def __init__(self, port: int, asked: Path, answers: Path) -> None:
        self.pairs = list(zip(asked.read_bytes().splitlines(), answers.read_bytes().splitlines(), strict=True))
        self.url = f"http://127.0.0.1:{port}/v1/recommendations"
        self.right = self.wrong = self.refused = 0
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._ask, args=(number,)) for number in range(4)]

    def _ask(self, at: int) -> None:
        client = httpx.Client(headers={"content-type": "application/json"}, timeout=30)
        while not self._stop.is_set():
            at = (at + 1) % len(self.pairs)
            body, expected = self.pairs[at]
            try:
                answer = client.post(self.url, content=body)
            except httpx.TransportError:
                self.refused += 1
                time.sleep(0.05)
                continue
            same = answer.status_code == 200 and _decision(answer.content) == _decision(expected)
            self.right, self.wrong = self.right + same, self.wrong + (not same)

    def __enter__(self) -> Clients:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()


def _decision(text: bytes) -> Any:
    """An answer without the digests of the files, which a remark in one of them changes."""
    found = json.loads(text)
    for part in (found, *found["parts"]):
        part.pop("receipt", None)
    return found
