"""Settings of a policy, in words."""

TOGETHER = {
    "offset": "互相抵消，按阶次的一般幅度处罚",
    "lighter": "从轻处罚",
    "heavier": "从重处罚",
    "mitigated": "减轻处罚",
    "open": "两种结果并列，由行政机关选择并说明理由",
}
