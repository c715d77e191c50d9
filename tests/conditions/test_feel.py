"""FEEL unary tests and arithmetic: every form that is allowed, and how everything else is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, localcontext

import pytest

from discretion.conditions.feel import parse_expression, parse_tests
from discretion.conditions.tree import (
    AnyOf,
    Binary,
    Call,
    Compare,
    DateLiteral,
    Expression,
    FeelError,
    Interval,
    Name,
    NoneOf,
    Number,
    UnaryTest,
    bounds_of,
    names,
)

FIVE, X, Y = Number(Decimal(5)), Name("x"), Name("y")
ONE, TWO, THREE = Number(Decimal(1)), Number(Decimal(2)), Number(Decimal(3))


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("> 5", Compare(">", FIVE)),
        (">= 5", Compare(">=", FIVE)),
        ("< 5", Compare("<", FIVE)),
        ("<= 5", Compare("<=", FIVE)),
        ("= 5", Compare("=", FIVE)),
        ("5", Compare("=", FIVE)),
        (" >5 ", Compare(">", FIVE)),
        ("> -0.5", Compare(">", Number(Decimal("-0.5")))),
        ("[1..5]", Interval(ONE, True, FIVE, True)),
        ("(1..5]", Interval(ONE, False, FIVE, True)),
        ("[1..5)", Interval(ONE, True, FIVE, False)),
        ("(1..5)", Interval(ONE, False, FIVE, False)),
        ("[x + 1..x * 2)", Interval(Binary("+", X, ONE), True, Binary("*", X, TWO), False)),
        ("< 1, > 5", AnyOf((Compare("<", ONE), Compare(">", FIVE)))),
        ("1, [2..3], x", AnyOf((Compare("=", ONE), Interval(TWO, True, THREE, True), Compare("=", X)))),
        ("not(5)", NoneOf(Compare("=", FIVE))),
        ("not(< 1, > 5)", NoneOf(AnyOf((Compare("<", ONE), Compare(">", FIVE))))),
        ("slight", Compare("=", Name("slight"))),
        ("none, slight", AnyOf((Compare("=", Name("none")), Compare("=", Name("slight"))))),
        ("notable", Compare("=", Name("notable"))),  # begins with a keyword, is none
        ("min", Compare("=", Name("min"))),
        ("> x * 0.2", Compare(">", Binary("*", X, Number(Decimal("0.2"))))),
        ('<= @"2026-05-01"', Compare("<=", DateLiteral(date(2026, 5, 1)))),
    ],
)
def test_every_form_of_a_unary_test(text: str, meaning: UnaryTest) -> None:
    assert parse_tests(text) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("1 + 2 * x", Binary("+", ONE, Binary("*", TWO, X))),
        ("(1 + 2) * x", Binary("*", Binary("+", ONE, TWO), X)),
        ("5 - 2 - 1", Binary("-", Binary("-", FIVE, TWO), ONE)),
        ("5 / 2 / x", Binary("/", Binary("/", FIVE, TWO), X)),
        ("-3", Number(Decimal(-3))),
        ("-x", Binary("-", Number(Decimal(0)), X)),
        ("2 - -1", Binary("-", TWO, Number(Decimal(-1)))),
        ("max(x - y, 0)", Call("max", (Binary("-", X, Y), Number(Decimal(0))))),
        ("min(x, y, 5)", Call("min", (X, Y, FIVE))),
        ("floor(x / 2)", Call("floor", (Binary("/", X, TWO),))),
        ("ceiling(x / 2)", Call("ceiling", (Binary("/", X, TWO),))),
    ],
)
def test_arithmetic_binds_as_everyone_expects(text: str, meaning: Expression) -> None:
    assert parse_expression(text) == meaning


def test_numbers_are_exact_whatever_decimal_context_the_caller_has() -> None:
    with localcontext() as context:
        context.prec = 3
        assert parse_tests("> -10000.01") == Compare(">", Number(Decimal("-10000.01")))


def test_names_are_read_in_order() -> None:
    assert list(names(parse_expression("max(b - a, 0) * b + floor(c)"))) == ["b", "a", "b", "c"]
    bounds = bounds_of(parse_tests("[a..b], > c, 3"))
    assert [name for bound in bounds for name in names(bound)] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "不是有效的 FEEL 表达式：“”之后还缺内容"),
        (">", "不是有效的 FEEL 表达式：“>”之后还缺内容"),
        ("(1..5", "不是有效的 FEEL 表达式：“(1..5”之后还缺内容"),
        ("> 5,", "不是有效的 FEEL 表达式：“> 5,”之后还缺内容"),
        ("5 5", "不是有效的 FEEL 表达式：第3个字符处“5”无法识别"),
        ("]1..5[", "不是有效的 FEEL 表达式：第1个字符处“]1..5[”无法识别"),
        ("!= 5", "第1个字符处“!= 5”：不写 !=；不等于写作 not(…)，例如 not(5)、not(none)"),
        ('> date("2026-05-01")', '第3个字符处“date("202”：不写 date("…")；日期写作 @"2026-05-01"'),
        ('"High"', '第1个字符处“"High"”：文字不加引号；列举的值直接写代码，例如 serious'),
        ("-", "第1个字符处“-”：不写 -；不论某一事实如何的，条件中不写该事实"),
        ("null", "“null”：不写 null；没有载明的事实不是条件，不论如何的不写该事实"),
        ("> true + 1", "“true”：true、false 不加引号，单独写作是非事实的检验，不能参与计算"),
        ("> 5 and < 9", "第5个字符处“and < 9”：不写 and、or、between、in；区间写作 [1..5]，并列的条件写作 all / any"),
        ("> 5%", "第4个字符处“%”：百分之二十写作 0.2 或者 * 20 / 100"),
        ("1e5", "第1个字符处“1e5”：不写科学记数法；数写全，例如 12300"),
        (".5", "第1个字符处“.5”：小数点前写 0，例如 0.872"),
        ("> 3,5000", "数字中不能有千分位逗号：第3个字符处“3,5000”；列举多个值的，逗号后加空格"),
        ("> 3, 5000", "列举的检验中，一个已包含另一个；千分位逗号、重复的值都会这样，请只写一个"),
        ("5, 5.0", "列举的检验中，一个已包含另一个；千分位逗号、重复的值都会这样，请只写一个"),
        ("[1..5], (2..3)", "列举的检验中，一个已包含另一个；千分位逗号、重复的值都会这样，请只写一个"),
        ("1, not(2)", "not(…) 只能单独作为整个检验，不能列举在其他检验之间，也不能套在另一个 not 之内"),
        ("not(not(5))", "not(…) 只能单独作为整个检验，不能列举在其他检验之间，也不能套在另一个 not 之内"),
        ("[5..1]", "区间的起点大于终点，两端写反了"),
        ('[@"2026-05-02"..@"2026-05-01"]', "区间的起点大于终点，两端写反了"),
        ("[9..-9 + 10]", "区间的起点大于终点，两端写反了"),
        ("(2 * 5..100 / 10]", "区间里没有任何值：两端相同而不都包含"),
        ("> 30, 10 * 4", "列举的检验中，一个已包含另一个；千分位逗号、重复的值都会这样，请只写一个"),
        ("(5..5]", "区间里没有任何值：两端相同而不都包含"),
        ("007", "不是有效的 FEEL 表达式：第2个字符处“07”无法识别"),
        ("５", "第1个字符处“５”：标点和数字写半角，例如 (1..5], 7"),
        ("超过5", "不是有效的 FEEL 表达式：第1个字符处“超过5”无法识别"),
        ("__import__", "不是有效的 FEEL 表达式：第1个字符处“__import__”无法识别"),
        ("x.y", "不是有效的 FEEL 表达式：第2个字符处“.y”无法识别"),
        ("not()", "不是有效的 FEEL 表达式：第5个字符处“)”无法识别"),
        ("> 10,000", "数字中不能有千分位逗号：第3个字符处“10,000”；列举多个值的，逗号后加空格"),
        ("abs(5)", "没有名为 abs 的函数（可用：min、max、floor、ceiling）"),
        ("floor(1, 2)", "floor 只接受一个参数"),
        ('@"2026-02-30"', '不是有效的日期："2026-02-30"，应当写成 @"2026-05-01"'),
        ('@"20260501"', '不是有效的日期："20260501"，应当写成 @"2026-05-01"'),
        ("x" * 501, "表达式超过500个字符"),
        ("-" * 60 + "x", "表达式嵌套超过40层"),
        ("x" + "+x" * 60, "表达式嵌套超过40层"),
        ("not(" * 60 + "5" + ")" * 60, "表达式嵌套超过40层"),
    ],
)
def test_what_is_not_feel_is_refused_with_its_place(text: str, message: str) -> None:
    with pytest.raises(FeelError) as caught:
        parse_tests(text)
    assert str(caught.value) == message


def test_a_unary_test_is_no_expression() -> None:
    with pytest.raises(FeelError, match="第1个字符处“> 5”无法识别"):
        parse_expression("> 5")
