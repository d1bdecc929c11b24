"""Why versions were made. It is kept in English and told in the language of whoever reads it."""

import re

from django.utils.translation import gettext, gettext_noop

#: The reasons that hold something of the case.
WITHDRAWN = gettext_noop("withdrawn: %(reason)s")
MERGED = gettext_noop("“%(source)s” was merged into “%(into)s”")
_place = re.compile(r"%\\\((\w+)\\\)s")


def in_words(reason: str) -> str:
    """A kept reason in the reader's language, as it is where it is none of ours."""
    for shape in (WITHDRAWN, MERGED):
        pattern = _place.sub(r"(?P<\1>.*)", re.escape(shape))
        if found := re.fullmatch(pattern, reason, re.DOTALL):
            return gettext(shape) % found.groupdict()
    return gettext(reason) if reason else ""
