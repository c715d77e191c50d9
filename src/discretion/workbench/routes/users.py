"""Users, for the administrator; and everybody's own password."""

from __future__ import annotations

from sqlalchemy import select
from starlette.responses import Response

from discretion.errors import UsageError
from discretion.workbench.people import end_all, save
from discretion.workbench.store import User
from discretion.workbench.web import Pages, Refused, Visit

pages: Pages = Pages()


@pages.get("/users", "users.manage")
def users(visit: Visit) -> Response:
    """All users."""
    return _page(visit, mistake="")


@pages.post("/users", "users.manage")
def change(visit: Visit) -> Response:
    """Add a user, or change one."""
    bench, name = visit.bench, visit.typed("name")
    roles = visit.ticked("roles")
    active = visit.typed("active") != "no"
    try:
        if name == visit.who.name and ("administrator" not in roles or not active):
            raise UsageError("不能取消自己的管理员角色；请由另一位管理员办理")
        password = visit.typed("password")
        hashed = bench.setup.passwords.hash(password) if password else None
        with bench.store.writing() as session:
            user, new = save(
                session,
                bench.now(),
                name,
                label=visit.typed("label"),
                unit=visit.typed("unit"),
                place=visit.typed("place"),
                roles=roles,
                password=hashed,
                active=active,
            )
            if name != visit.who.name:
                end_all(session, user.id)  # what he may do is decided anew when he signs in
            action = "user.add" if new else "user.change"
            bench.log(session, visit.who.name, action, f"user/{name}", roles=user.roles, active=user.active)
    except UsageError as error:
        return _page(visit, str(error), 422)
    return visit.go("/users")


@pages.get("/password", "home")
def password_form(visit: Visit) -> Response:
    """One's own password."""
    return visit.page("password.html", mistake="")


@pages.post("/password", "home")
def change_password(visit: Visit) -> Response:
    """Change it; the old one is asked for, and every other session ends."""
    bench = visit.bench
    if bench.setup.service.proxy_header is not None:
        raise Refused(403, "身份由代理验证，没有密码可改")
    old, new = (next((value for key, value in visit.form if key == name), "") for name in ("old", "new"))
    try:
        with bench.store.reading() as session:
            kept = session.scalar(select(User.password).where(User.id == visit.who.id))
        known, hashed = bench.setup.passwords.matches(kept, old), bench.setup.passwords.hash(new)
        with bench.store.writing() as session:
            user = session.get(User, visit.who.id)
            if not known or user is None or user.password != kept:
                raise UsageError("原密码不正确")
            user.password = hashed
            end_all(session, user.id)
            bench.log(session, visit.who.name, "user.password", f"user/{visit.who.name}")
    except UsageError as error:
        return visit.page("password.html", 422, mistake=str(error))
    return visit.go("/sign-in")


def _page(visit: Visit, mistake: str, status: int = 200) -> Response:
    with visit.bench.store.reading() as session:
        found = session.scalars(select(User).order_by(User.name)).all()
    return visit.page("users.html", status, users=found, mistake=mistake, typed=visit)
