"""The log, newest first, and whether its chain holds."""

from __future__ import annotations

from sqlalchemy import func, select
from starlette.responses import Response

from discretion.workbench.store import LogEntry
from discretion.workbench.web import Pages, Visit

pages: Pages = Pages()
SHOWN = 200
ACTIONS = {
    "sign-in": "登录", "sign-in.failed": "登录失败", "sign-out": "退出", "user.add": "添加用户", "user.change": "修改用户",
    "user.password": "修改密码", "case.begin": "新案件", "case.save": "保存案件", "case.close": "定案", "case.decided": "登记决定",
    "case.export": "导出", "draft.begin": "起草修订", "draft.edit": "修改修订", "draft.bring": "带入表格", "draft.submit": "提交批准",
    "draft.return": "退回", "draft.approve": "批准", "draft.publish": "发布", "remark.add": "提出意见", "remark.done": "意见已办",
    "audit.upload": "上传决定清单", "audit.start": "开始核查", "audit.store": "核查处理决定库", "finding.settle": "处理核查结果",
}  # fmt: skip


@pages.get("/log", "log.read")
def log(visit: Visit) -> Response:
    """The newest steps, or those before a number."""
    before = visit.query.get("before", "")
    wanted = select(LogEntry).order_by(LogEntry.seq.desc()).limit(SHOWN)
    if before.isdecimal() and len(before) < 16:
        wanted = wanted.where(LogEntry.seq < int(before))
    with visit.bench.store.reading() as session:
        found = session.scalars(wanted).all()
        chain = visit.bench.checked(session)
        last = session.scalar(select(func.max(LogEntry.seq))) or 0
    return visit.page("log.html", entries=found, chain=chain, last=last, actions=ACTIONS)
