"""``python -m discretion``: the same as the command."""

from discretion.cli import main

main()
