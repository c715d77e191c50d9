"""``discretion workbench``: what is done at the machine itself: users, the log."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import click

from discretion.errors import MissingExtra

FOLDER = click.option(
    "--workbench", "folder", type=click.Path(path_type=Path), default=Path("workbench"), show_default=True, metavar="DIR",
    help="工作台的文件夹",
)  # fmt: skip
DATABASE = click.option(
    "--database", default="", metavar="URL", help="PostgreSQL 的地址；没有写的，用文件夹中的 SQLite"
)


@click.group()
def command() -> None:
    """工作台的用户和日志；打开工作台用 discretion serve --workbench DIR。"""


@command.command()
@click.argument("name")
@FOLDER
@DATABASE
@click.option(
    "--role",
    "roles",
    multiple=True,
    required=True,
    metavar="ROLE",
    help="officer、reviewer、approver、supervisor、administrator；可以重复",
)
@click.option("--label", default="", help="姓名")
@click.option("--unit", default="", help="单位")
@click.option("--place", default="", metavar="PLACE", help="常用的违法行为发生地（GB/T 2260）")
@click.option("--no-password", is_flag=True, help="不设密码：身份由代理验证")
def user(
    name: str,
    folder: Path,
    database: str,
    roles: tuple[str, ...],
    label: str,
    unit: str,
    place: str,
    *,
    no_password: bool,
) -> None:
    """添加用户，或者修改角色和密码。密码从终端读取；不是终端的，从标准输入读取一行。"""
    password = None if no_password else _password()
    room = _room()
    setup = room.Setup(folder, database=database)
    new = room.add_user(setup, name, label=label, unit=unit, place=place, roles=roles, password=password)
    click.echo(f"已{'添加' if new else '修改'}用户 {name}：{'、'.join(roles)}")


@command.command()
@FOLDER
@DATABASE
@click.option("--head", metavar="DIGEST", help="以前记下的最新一条的摘要；日志中没有它的，说明末尾被删过")
def log(folder: Path, database: str, head: str | None) -> None:
    """校验日志的链：逐条重算摘要。不一致的，退出码为 1。"""
    room = _room()
    chain = room.check_log(room.Setup(folder, database=database), head)
    if chain.broken is not None:
        click.echo(f"第{chain.broken}条与前一条的摘要不符：日志曾被改动或者删除")
        sys.exit(1)
    if head and not chain.met:
        click.echo("日志中没有所给的摘要：末尾曾被删除，或者这不是同一份日志")
        sys.exit(1)
    click.echo(f"共{chain.entries}条，链式校验一致；最新一条的摘要：{chain.head}")


def _password() -> str:
    if sys.stdin.isatty():
        found: str = click.prompt("密码（至少12个字符）", hide_input=True, confirmation_prompt="再输入一次")
        return found
    return sys.stdin.readline().rstrip("\n")


def _room() -> ModuleType:
    try:
        import sqlalchemy  # noqa: F401 - what the room stands on
    except ModuleNotFoundError:
        raise MissingExtra("serve", "工作台") from None
    from discretion import workbench

    return workbench
