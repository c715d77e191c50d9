"""One module for each group of pages."""

from discretion.workbench.routes import cases, home, log, papers, signin, users

TOPICS = (signin.pages, home.pages, cases.pages, papers.pages, users.pages, log.pages)
