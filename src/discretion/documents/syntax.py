"""Syntax errors of YAML, in the reader's language."""

from __future__ import annotations

import yaml

from discretion.errors import Position, Problem

# What libyaml and the pure parser say (in this order of precedence), what it means, and what usually helps.
_CAUSES = (
    ("mapping values are not allowed", "这里不能出现“键: 值”", "检查缩进；值中含冒号加空格时加引号"),
    ("sequence entries are not allowed", "这里不能出现列表项“-”", "列表另起一行，并比键多缩进两格"),
    ("cannot start any token", "文本不能以该字符开头", "给文本加引号"),
    ("while scanning a quoted scalar", "引号没有闭合", "补上结尾的引号"),
    ("unknown escape character", "双引号内的转义不认识", "反斜杠写成 \\\\，或者改用单引号"),
    ("escape code", "双引号内的转义不是有效的字符", "改写成字符本身"),
    ("could not find expected ':'", "键后面缺少冒号", "写成“键: 值”，冒号是半角的，后面有空格"),
    ("found unexpected ':'", "冒号后面缺少空格", "写成“键: 值”"),
    ("while parsing a flow sequence", "方括号 [ ] 没有配对，或者缺少逗号", "检查方括号与逗号"),
    ("while parsing a flow mapping", "花括号 { } 没有配对，或者缺少逗号", "检查花括号与逗号"),
    ("while parsing a flow node", "方括号或花括号中缺少值", "检查括号与逗号；含 : , [ ] { } 的文本加引号"),
    ("while parsing a block mapping", "缩进或括号与上下文不符", "同一层的键左对齐；检查多余的括号和引号后的文字"),
    ("while parsing a block collection", "缩进与上下文不符", "同一层的列表项左对齐"),
    ("while scanning a simple key", "键后面缺少冒号", "写成“键: 值”，冒号是半角的，后面有空格"),
    ("document start>", "内容没有接在前面的结构之后", "检查缩进；键的冒号后面要有空格"),
    ("while scanning an anchor", "文本不能以 & 开头", "给文本加引号"),
    ("while scanning an alias", "文本不能以 * 开头", "给文本加引号"),
)


def syntax_problem(failure: yaml.MarkedYAMLError, text: str, name: str) -> Problem:
    """Say in Chinese what the parser could not read, and show the line."""
    mark = failure.problem_mark or failure.context_mark
    where = Position(name, mark.line + 1, mark.column + 1) if mark else Position(name)
    said = f"{failure.problem or ''} {failure.context or ''}"
    meaning, remedy = next(
        ((meaning, remedy) for phrase, meaning, remedy in _CAUSES if phrase in said),
        ("无法识别", "检查缩进、引号、括号和冒号"),
    )
    lines = text.splitlines()
    line = lines[mark.line].strip() if mark and mark.line < len(lines) else ""
    if "：" in line and ": " not in line:
        remedy = "冒号改成半角“: ”"
    return Problem(f"YAML 语法错误：{meaning}", where, line[:60] or None, remedy=remedy)
