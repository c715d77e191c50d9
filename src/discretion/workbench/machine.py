"""What is done at the machine itself, not in the browser: the first user, and holding the log against its chain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from discretion.errors import Problem, UsageError
from discretion.workbench.people import end_all, save
from discretion.workbench.settings import Setup
from discretion.workbench.store import Chain, WorkbenchStore, append, verify

CONSOLE = "console"  # who did it, in the log: somebody with access to the machine


def add_user(
    setup: Setup,
    name: str,
    *,
    label: str = "",
    unit: str = "",
    place: str = "",
    roles: Iterable[str],
    password: str | None,
) -> bool:
    """Add a user or change one; whether he is new.

    Raises:
        UsageError: a name, role, place or password that cannot be.
    """
    hashed = setup.passwords.hash(password) if password else None
    with _open(setup, new=True) as store, store.writing() as session:
        user, new = save(
            session,
            setup.clock(),
            name,
            label=label,
            unit=unit,
            place=place,
            roles=roles,
            password=hashed,
        )
        end_all(session, user.id)
        append(session, setup.clock(), CONSOLE, "user.add" if new else "user.change", f"user/{name}", roles=user.roles)
    return new


def check_log(setup: Setup, noted: str | None = None) -> Chain:
    """Compute the log's chain anew, and look for a digest noted earlier.

    Raises:
        UsageError: there is no workbench in the folder.
    """
    with _open(setup) as store, store.reading() as session:
        return verify(session, noted)


@contextmanager
def _open(setup: Setup, *, new: bool = False) -> Iterator[WorkbenchStore]:
    if new:
        setup.folder.mkdir(parents=True, exist_ok=True)
    elif not setup.database and not (setup.folder / "workbench.sqlite3").is_file():
        remedy = "写工作台的文件夹，即 discretion serve --workbench 后面的那一个"
        raise UsageError(Problem("文件夹中没有工作台", found=str(setup.folder), remedy=remedy, code="workbench"))
    store = WorkbenchStore(setup.url)
    try:
        yield store
    finally:
        store.close()
