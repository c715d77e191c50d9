"""Killed at any moment, the store keeps what it acknowledged, and nothing by halves."""

from __future__ import annotations

import importlib
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from discretion.workbench.store import CaseFile, LogEntry, User, WorkbenchStore, verify

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC).replace(tzinfo=None)
KILLS = 4
TOOLS = Path(__file__).parents[2] / "tools"
WRITER = """
import sys
from discretion.workbench.store import CaseFile, WorkbenchStore, append
from datetime import datetime
store, at = WorkbenchStore(sys.argv[1]), datetime(2026, 3, 2, 8, 0)
while True:
    with store.writing() as session:
        file = session.get(CaseFile, 1, with_for_update=True)
        file.form, file.version = {"case": str(file.version)}, file.version + 1
        append(session, at, "li", "case.save", "case/1", version=file.version)
        version = file.version
    print(version, flush=True)
"""


def test_what_was_acknowledged_is_there(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'workbench.sqlite3'}"
    store = WorkbenchStore(url)
    with store.writing() as session:
        session.add(User(id=1, name="li", label="李", roles=["officer"], created=AT))
        session.flush()
        session.add(CaseFile(id=1, owner_id=1, title="", form={}, state="open", created=AT, changed=AT))
    draw = random.Random(7)
    for _ in range(KILLS):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, url], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(draw.uniform(0, 0.2))
        writer.send_signal(signal.SIGKILL)
        acknowledged = int([first, *writer.stdout.read().splitlines()][-1])
        writer.wait()
        with store.reading() as session:
            file = session.get(CaseFile, 1)
            assert file is not None
            assert file.version >= acknowledged
            assert file.form == {"case": str(file.version - 1)}
            chain = verify(session)
            assert (chain.broken, chain.entries) == (
                None,
                file.version - 1,
            )  # a step without its entry, or the reverse: never
            assert session.query(LogEntry).count() == chain.entries
    store.close()


def test_a_service_killed_in_the_middle_of_a_story_has_lost_nothing(tmp_path: Path) -> None:
    """As ``make workbench-kills`` does twenty times."""
    sys.path.insert(0, str(TOOLS))
    try:
        campaign = importlib.import_module("workbench_kills").campaign
    finally:
        sys.path.remove(str(TOOLS))
    said = campaign(tmp_path, 1, 3)
    assert said.cases
