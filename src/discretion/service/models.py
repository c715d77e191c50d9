"""Answers that only the service gives; all others are the library's own models."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field


class _Answer(BaseModel):
    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, defer_build=True)


class DifferenceFound(_Answer):
    """One thing that is not as it was."""

    kind: str = Field(
        description="engine、schema、rulesets、laws、authorities、vocabulary、case、outcome、wording、record、signature、error"
    )
    field: str = Field(description="在文件中的位置")
    recorded: Any = Field(description="文件写的")
    now: Any = Field(description="现在算出的")
    text: str = Field(description="差异的文字说明")


class VerificationResult(_Answer):
    """What recomputing a receipt, or a whole recommendation, came to."""

    case: str | None
    same: bool = Field(description="没有任何不同")
    stands: bool = Field(description="同样的规则和事实得出同样的决定；引擎、文字可以不同")
    reproduced: bool = Field(description="结果相同，不论依据的版本是否相同")
    differences: list[DifferenceFound]


class RulebookInfo(_Answer):
    """Which rules answer."""

    digest: str = Field(description="规则库的 SHA-256；变化时 ETag 也变化")
    rulesets: dict[str, str] = Field(description="裁量基准（区域@版本）及其摘要")
    laws: dict[str, str] = Field(description="法律文本（名称@版本）及其摘要")


class Liveness(_Answer):
    """The process answers."""

    status: str


class Readiness(_Answer):
    """Whether the rules are loaded, and whether newer ones could not be."""

    status: str
    rulebook: str = Field(description="正在使用的规则库的摘要")
    failure: str | None = Field(description="较新的规则不能装载的原因；沿用旧的")
