"""Text that goes into XML."""

import re

# What XML 1.0 cannot hold in any spelling: control characters, lone surrogates, U+FFFE, U+FFFF.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def writable(text: str) -> str:
    """`text` without the characters that no XML document may hold."""
    return _UNWRITABLE.sub("", text)
