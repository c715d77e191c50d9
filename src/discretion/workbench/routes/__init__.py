"""One module for each group of pages."""

from discretion.workbench.routes import cases, home, log, signin, users

TOPICS = (signin.pages, home.pages, cases.pages, users.pages, log.pages)
