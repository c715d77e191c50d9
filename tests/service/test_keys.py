"""API keys: what is generated can be read back, whatever the caller is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from discretion.errors import UsageError
from discretion.service.keys import new_key, read_keys


@pytest.mark.parametrize("name", ["case-system", "案件系统", "省厅_执法处.2", "x" * 64])
def test_a_new_key_opens_for_the_caller_it_names(name: str, tmp_path: Path) -> None:
    secret, line = new_key(name, ("recommend", "verify"))
    file = tmp_path / "keys"
    file.write_text(line + "\n", encoding="utf-8")

    found = read_keys(file).find(secret)

    assert found is not None
    assert found.name == name
    assert found.scopes == frozenset({"recommend", "verify"})


@pytest.mark.parametrize("name", ["案件 系统", "", "a,b", "两\n行", "x" * 65])
def test_a_name_that_its_line_could_not_be_read_back_with_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="密钥的名称只能用文字、数字和"):
        new_key(name, ("recommend",))
