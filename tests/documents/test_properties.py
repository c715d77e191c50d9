"""What holds for every document."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from discretion.documents import dump, from_data, read
from discretion.documents.document import Place
from discretion.documents.yaml_reader import FAST_LOADER, read_yaml
from discretion.errors import DiscretionError, RulebookError

text = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zl", "Zp")), max_size=12) | st.sampled_from(
    [
        "yes",
        "~",
        "0123",
        "1:30",
        "2026-03-02",
        "1e5",
        "-",
        "a: b",
        "# x",
        "[a",
        "null",
        "0.3",
        "<<",
        "a?",
        "",
        " x",
        "\n",
        "\t",
    ]
)
numbers = st.integers(-(10**20), 10**20) | st.decimals(-(10**9), 10**9, places=3)
data = st.recursive(
    st.none() | st.booleans() | numbers | text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
    max_leaves=20,
)
# Fragments of YAML that, thrown together, are sometimes valid and always hostile.
fragments = st.lists(
    st.sampled_from(
        ["a", "k: ", "中", "1", "0.3", " ", "  ", "\n", "\n  ", "\n- ", ": ", ":", ", ", ",", "[", "]", "{", "}", "- ",
         "-", "? ", "?", '"', "'", "|\n ", ">-\n  ", "|#", " #c", "&x ", "*x", "!t ", "%", "@", "\n---\n", "...\n", "\\",
         "\\x41", "true", '"q": ', "\r\n", ".", "~", "=", "<<", "`", "😀", "\u3000", "\xa0"]
    ),
    max_size=14,
).map("".join)  # fmt: skip


@given(data)
def test_what_is_dumped_is_read_back_exactly(value: Any) -> None:
    back = read(dump(value)).data
    assert back == value
    assert _types(back) == _types(value)


@given(data)
def test_json_and_yaml_agree(value: Any) -> None:
    plain = json.loads(json.dumps(value, default=str))
    assert read(json.dumps(plain), kind="json").data == read(dump(plain)).data == from_data(plain).data


@given(fragments | data.map(dump))
def test_both_parsers_agree_on_data_and_places(source: str) -> None:
    assert _outcome(source, FAST_LOADER) == _outcome(source, yaml.SafeLoader)


@given(st.binary(max_size=40) | st.text(max_size=40))
def test_any_input_is_read_or_refused_kindly(source: bytes | str) -> None:
    for kind in ("yaml", "json"):
        message = _refusal(source, kind)
        assert message.startswith("f") or not message
        message.encode()


def _refusal(source: bytes | str, kind: Any) -> str:
    try:
        read(source, "f", kind=kind)
    except DiscretionError as error:
        return str(error)
    return ""


def _outcome(source: str, loader: Any) -> Any:
    try:
        document = read_yaml(source, "f", RulebookError, loader)
    except RulebookError:
        return "refused"
    return document.data, _places(document.root)


def _places(place: Place | None) -> Any:
    if place is None:
        return None
    return place.at, place.key_at, {key: _places(child) for key, child in (place.children or {}).items()}


def _types(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _types(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_types(item) for item in value]
    return str(value) if isinstance(value, Decimal) else type(value)
