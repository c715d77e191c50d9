"""Characters and words that say nothing of a slip of the pen."""

from __future__ import annotations

# What words are made with anew every time, so that a new neighbour says nothing: particles, conjunctions and pronouns,
# auxiliary and light verbs, places and times, numerals and what counts; 法, with which names of laws end, and 市, with which names of places do.
FREE = frozenset(
    "的者所且并或及和与即则但而也是被将把由自从向于对按以为在经至到不未无非其该本各每原等只仅再又均已仍应须可能得要予给有"
    "前后内外中下时先见一二三四五六七八九十百千零两年月日号数人法市"
)
# Right, though they stand once, or another character would be more usual in their place.
ONCE = (
    "例外", "从宽", "从严", "只限", "擅动", "省区", "调查查明", "轴轴荷", "次二千", "信访", "航迹", "催报", "旅客询问", "租船", "试件", "闸口", "时刻",
    "维修水上", "索道", "吊装", "月数", "搭乘", "车船乘坐", "载重线与", "船舶到闸", "原从业资格", "检定", "只是", "不分情形", "交给", "机构只对",
    "不建", "证与吊销", "只由", "为限", "二点五五", "按月", "对调查", "及早", "违则", "见法典", "自定", "再上岗", "而定", "各项行为", "赔付", "该车",
    "自行", "变化", "只受", "海口", "见航道法", "匀速", "将被", "自查", "周口", "另有", "派单", "海南", "挑客", "不再罚", "对对其",
    "满年数", "号型", "千千克", "按未备案", "没有营运标识",
)  # fmt: skip
