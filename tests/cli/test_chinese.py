"""What a person reads at the command line is Chinese: help, errors, names of areas and violations."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from discretion.cli.main import group

ENGLISH = re.compile(
    r"\b(?:Usage|Options|Show|Error|Try|Missing|Invalid|default|exit|required|OPTIONS|ARGS|COMMAND|TEXT|INTEGER|FILES|%Y-%m-%d)\b"
)


def said(*arguments: str) -> str:
    found = CliRunner().invoke(group, arguments)
    if isinstance(found.exception, click.ClickException):
        return found.exception.format_message()
    return found.output + (str(found.exception) if found.exception else "")


def _commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The command and every command within it."""
    yield path
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from _commands(inner, (*path, name))


@pytest.mark.parametrize("path", list(_commands(group)), ids=" ".join)
def test_help_is_chinese(path: tuple[str, ...]) -> None:
    """Every line that says something says it in Chinese; what is Latin is a name, never a phrase."""
    text = said(*path, "--help")
    assert "用法：" in text
    assert ENGLISH.findall(text) == []
    prose = re.sub(r"用法：.*|discretion [a-z-]+|--[a-z-]+ [a-z]+", "", text)
    assert re.findall(r"[a-z]{2,}(?: [a-z]{2,}){2,}", prose) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("show", "--formt", "x"), "没有选项 --formt"),
        (("show", "--format", "pdf"), "pdf 不在允许的值之中"),
        (("report",), "缺少参数 '区域[@版本]'"),
        (("shwo",), "没有命令 shwo；是否想写：show"),
    ],
)
def test_errors_are_chinese(arguments: tuple[str, ...], message: str) -> None:
    text = said(*arguments)
    assert message in text
    assert ENGLISH.findall(text) == []


def test_areas_and_violations_are_found_by_their_names() -> None:
    assert said("show", "长三角", "黑车", "--format", "md").startswith(
        "# 未取得道路运输经营许可，擅自从事道路客运经营裁量基准\n"
    )
    assert "没有区域 江浙" in said("show", "江浙")
    several = said("show", "浙江", "超限")
    assert "“超限”不止一项违法行为" in several  # shown with the likeliest, never one guessed
    assert "违法超限运输（车货总质量）（highway.overload.mass）" in several
