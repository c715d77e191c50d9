"""Settings of a policy, in words."""

TOGETHER = {
    "offset": "互相抵消，按阶次的一般幅度处罚",
    "lighter": "从轻处罚",
    "heavier": "从重处罚",
    "mitigated": "减轻处罚",
    "open": "两种结果并列，由行政机关选择并说明理由",
}
RECORDS = {
    "prior_decision": "以前的处罚决定",
    "deadline": "责令改正的期限",
    "correction": "改正情况",
    "refusal": "拒不改正",
    "cooperation": "立功表现",
    "disclosure": "主动供述",
    "obstruction": "阻碍执法",
}
