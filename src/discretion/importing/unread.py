"""What is not understood is said, never guessed."""


class NotReadError(ValueError):
    """A part of a cell has no certain meaning; the text says why, the code which limit of the rules it meets."""

    def __init__(self, reason: str, code: str = "") -> None:
        super().__init__(reason)
        self.code = code
