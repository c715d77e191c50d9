"""What is not understood is said, never guessed."""


class NotReadError(ValueError):
    """A part of a cell has no certain meaning; the text says why."""
