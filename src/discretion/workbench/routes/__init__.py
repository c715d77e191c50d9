"""One module for each group of pages."""

from discretion.workbench.routes import (
    approval,
    audits,
    beside,
    bring,
    cases,
    drafts,
    home,
    log,
    papers,
    rules,
    signin,
    tables,
    users,
)

TOPICS = (
    signin.pages,
    home.pages,
    cases.pages,
    papers.pages,
    beside.pages,
    rules.pages,
    approval.pages,
    bring.pages,
    drafts.pages,
    tables.pages,
    audits.pages,
    users.pages,
    log.pages,
)
