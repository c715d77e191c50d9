"""The command line: one command per file, loaded when it is used."""

from discretion.cli.main import main

__all__ = ["main"]
