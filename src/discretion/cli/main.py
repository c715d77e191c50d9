"""The ``discretion`` command: finds the file of a command, and turns every error of ours into a message."""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module
from importlib.util import find_spec
from typing import NoReturn, TextIO

import click

from discretion._version import __version__
from discretion.cli.chinese import in_chinese, name_in_chinese
from discretion.cli.once import refuse_repeats
from discretion.documents import printable
from discretion.errors import DiscretionError, nearest

in_chinese()
COMMANDS = {
    "audit": "案卷核查：逐件比对已结案件与裁量基准",
    "check": "证明规则库前后一致，或者给出反例",
    "crosscheck": "用 durable-rules 复核同一批案件",
    "decisions": "处理决定库：记录、导入、导出",
    "diff": "比较两个区域、版本或者文件夹",
    "explain": "说明一项检查的含义和改法",
    "export": "把规则导出为 SQL",
    "impact": "换用另一套规则，已决案件中哪些结果不同",
    "import": "把裁量基准表（Word、Excel、网页、CSV）转为规则草稿",
    "init": "为一个地方建立自己的规则库，叠加在随包发布的之上",
    "lock": "登记已发布版本的摘要",
    "mutate": "检验范例案件能否发现规则错误",
    "new": "新建违法行为的骨架文件",
    "recommend": "对案件给出处罚建议和理由",
    "report": "生成一个区域的完整 HTML 报告",
    "review": "审核一张表：每一处改动都写明已读取还是未读取",
    "schema": "输出 JSON Schema",
    "search": "按常用的叫法查找违法行为",
    "serve": "以 HTTP 提供处罚建议、目录和复核；加 --workbench 打开工作台",
    "show": "以裁量基准表的形式显示规则",
    "sign": "对留痕或者版本登记签名",
    "similar": "查找类案：已决的同类案件怎样处理",
    "simulate": "生成模拟的处罚决定",
    "test": "运行范例案件",
    "verify": "复核决定依据留痕",
    "workbench": "工作台的用户和日志",
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click calls it
        return [name for name in COMMANDS if _exists(name)]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002 - click calls it
        if name not in COMMANDS or not _exists(name):
            return None
        command: click.Command = import_module(_module(name)).command
        name_in_chinese(command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and not name.startswith("-") and self.get_command(ctx, name) is None:
            near = nearest(name, self.list_commands(ctx))
            hint = f"；是否想写：{near}" if near else ""
            ctx.fail(f"没有命令 {name}{hint}")
        found, command, rest = super().resolve_command(ctx, args)
        if command is not None:
            refuse_repeats(command, rest)
        return found, command, rest

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        # The summaries stand here, so that --help imports no command.
        with formatter.section("命令"):
            formatter.write_dl([(name, COMMANDS[name]) for name in self.list_commands(ctx)])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="discretion")
def group() -> None:
    """交通运输行政处罚裁量基准：规则库、裁量引擎与一致性检查。"""


name_in_chinese(group)
CRASH, INTERRUPTED = 3, 130  # never 1: that is what checks and tests say when they find something


def main() -> None:
    """Run the command line. Exit 1 is for findings alone: 2 unusable input, 3 a fault of machine or program, 130 a signal."""
    for stream in (sys.stdout, sys.stderr):
        _any_text(stream)
    signal.signal(signal.SIGTERM, _terminated)
    try:
        sys.exit(group.main(prog_name="discretion", standalone_mode=False) or 0)
    except DiscretionError as error:
        _say(f"错误：{error}", 2)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _say("已中断", INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()  # the reader went away (| head): no message can reach it
        sys.exit(CRASH)
    except OSError as error:
        place = f"（{printable(str(error.filename))}）" if error.filename else ""
        _say(f"错误：{error.strerror or type(error).__name__}{place}", CRASH)
    except MemoryError:
        _say("错误：内存不足", CRASH)
    except Exception as error:  # a fault of ours: one line, and the trace for those who ask for it
        if os.environ.get("DISCRETION_TRACE"):
            raise
        _say(
            f"程序错误：{type(error).__name__}: {error}（这是程序缺陷，请报告；设 DISCRETION_TRACE=1 可见详情）", CRASH
        )


def _say(message: str, code: int) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(code)


def _terminated(_number: int, _frame: object) -> NoReturn:
    sys.exit(128 + signal.SIGTERM)


def _any_text(stream: TextIO) -> None:
    """Whatever the locale, Chinese is written: an encoding that lacks it (C, cp1252) gives way to UTF-8; in gbk, what it
    lacks (∀) is escaped.
    """
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is None:
        return
    try:
        "检查".encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        reconfigure(encoding="utf-8", errors="backslashreplace")
    else:
        reconfigure(errors="backslashreplace")


def _module(name: str) -> str:
    return f"discretion.cli.{'import_' if name == 'import' else name}"


def _exists(name: str) -> bool:
    return find_spec(_module(name)) is not None
