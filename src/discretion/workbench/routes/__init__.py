"""One module for each group of pages."""

from discretion.workbench.routes import approval, audits, cases, drafts, home, log, papers, rules, signin, tables, users

TOPICS = (
    signin.pages,
    home.pages,
    cases.pages,
    papers.pages,
    rules.pages,
    approval.pages,
    drafts.pages,
    tables.pages,
    audits.pages,
    users.pages,
    log.pages,
)
