"""What click itself says, in Chinese: headings of help, and its errors. click takes its texts from gettext, by one name a module."""

from __future__ import annotations

import re

import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.types

SAID = {
    "(Did you mean one of: {possibilities}?)": "（是否想写：{possibilities}）",
    "(dynamic)": "（计算得出）",
    "Argument {name!r} takes {nargs} values.": "参数 {name} 需要{nargs}个值。",
    "Choose from:\n\t{choices}": "允许：{choices}",
    "Commands": "命令",
    "Could not open file {filename!r}: {message}": "不能打开文件 {filename}：{message}",
    "Did you mean {possibility}?": "是否想写：{possibility}",
    "Error: {message}": "错误：{message}",
    "Got unexpected extra argument ({args})": "多余的参数：{args}",
    "Got unexpected extra arguments ({args})": "多余的参数：{args}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值不正确：{message}",
    "Invalid value: {message}": "值不正确：{message}",
    "Missing argument": "缺少参数",
    "Missing command.": "缺少命令。",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Missing parameter: {param_name}": "缺少参数：{param_name}",
    "Missing {param_type}": "缺少{param_type}",
    "No such command {name!r}.": "没有命令 {name}。",
    "No such option {name!r}.": "没有选项 {name}。",
    "No such option: {name}": "没有选项 {name}",  # click before 8.4
    "Option {name!r} does not take a value.": "选项 {name} 不带值。",
    "Option {name!r} requires an argument.": "选项 {name} 需要一个值。",
    "Option {name!r} requires {nargs} arguments.": "选项 {name} 需要{nargs}个值。",
    "Options": "选项",
    "Positional arguments": "参数",
    "Show the version and exit.": "显示版本。",
    "Show this message and exit.": "显示本说明。",
    "Takes {nargs} values but 1 was given.": "需要{nargs}个值，只给了1个。",
    "Takes {nargs} values but {len} were given.": "需要{nargs}个值，给了{len}个。",
    "Try '{command} {option}' for help.": "用法见：{command} {option}",
    "Usage:": "用法：",
    "default: {default}": "默认：{default}",
    "directory": "文件夹",
    "env var: {var}": "环境变量：{var}",
    "file": "文件",
    "path": "路径",
    "required": "必填",
    "{name} {filename!r} does not exist.": "{name} {filename} 不存在。",
    "{name} {filename!r} is a directory.": "{name} {filename} 是文件夹。",
    "{name} {filename!r} is a file.": "{name} {filename} 是文件。",
    "{name} {filename!r} is not readable.": "{name} {filename} 不可读。",
    "{name} {filename!r} is not writable.": "{name} {filename} 不可写。",
    "{value!r} does not match the format {format}.": "{value} 不是 {format} 的写法。",
    "{value!r} does not match the formats {formats}.": "{value} 不是下列写法之一：{formats}。",
    "{value!r} is not a valid {number_type}.": "{value} 不是数。",
    "{value!r} is not one of {choices}.": "{value} 不在允许的值之中：{choices}。",
    "{value!r} is not {choice}.": "{value} 不是 {choice}。",
    "{value} is not in the range {range}.": "{value} 不在 {range} 之内。",
}
MODULES = (click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.types)


def in_chinese() -> None:
    """Let click speak Chinese from now on."""
    for module in MODULES:
        for name, say in (("_", _say), ("ngettext", _say_number)):
            if hasattr(module, name):
                setattr(module, name, say)


def _say(text: str) -> str:
    return SAID.get(text, text)


def _say_number(one: str, several: str, number: int) -> str:
    return _say(one if number == 1 else several)


NAMES = {
    "AREA": "区域", "VERSION": "版本", "VIOLATION": "违法行为", "DATE": "日期", "FILE": "文件", "DIR": "文件夹", "FOLDER": "文件夹", "OPTIONS": "选项",
    "COMMAND": "命令", "ARGS": "参数", "ID": "标识", "N": "数", "URL": "地址", "CASE": "案件", "DECISIONS": "案卷", "CODE": "检查", "WORDS": "词",
    "TEXT": "文字", "INTEGER": "整数", "TABLE": "表", "NAME": "名称", "RULESETS": "规则库", "SIDE": "一方", "RECEIPT": "留痕", "SECONDS": "秒",
    "NUMBER": "数", "KEY": "密钥", "HOST": "主机", "PORT": "端口", "ON": "日期", "MAPPING": "对照", "BYTES": "字节",
    "SCOPE": "范围", "PLACE": "行政区划", "ROLE": "角色", "TITLE": "名称", "DIGEST": "摘要", "FORMAT": "格式",
}  # fmt: skip
WORD = re.compile(r"(?<![A-Za-z0-9_.-])[A-Z]+(?:\.yaml)?(?![A-Za-z0-9_-])")


def name_in_chinese(command: click.core.Command) -> None:
    """Give the placeholders of a command, and of the commands within it, their Chinese names."""
    command.options_metavar = "[选项]"
    if command.help:
        command.help = _names(command.help)
    for item in command.params:
        if item.metavar:
            item.metavar = _names(item.metavar)
        elif (
            isinstance(item, click.core.Option)
            and not item.is_flag
            and item.type.name.split()[0] in ("text", "integer")
        ):
            item.metavar = NAMES[item.type.name.split()[0].upper()]
        elif isinstance(item, click.core.Argument) and item.name:
            item.metavar = _names(item.name.upper())
        if isinstance(item, click.core.Option) and item.help:
            item.help = _names(item.help)
    if isinstance(command, click.core.Group):
        command.subcommand_metavar = "命令 [参数]…"
        for inner in command.commands.values():
            name_in_chinese(inner)


def _names(text: str) -> str:
    return WORD.sub(lambda found: NAMES.get(found[0].removesuffix(".yaml"), found[0]), text)
