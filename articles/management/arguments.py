"""Values that commands take."""

from argparse import ArgumentTypeError


def positive(text: str) -> int:
    """A whole number above zero."""
    if text.isascii() and text.isdigit() and int(text) > 0:
        return int(text)
    raise ArgumentTypeError(f"{text!r} is not a whole number above zero")
