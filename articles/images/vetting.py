"""Uploaded pictures: what is let in, and how it is drawn anew.

Nothing of the file that was sent survives but its visible pixels: no EXIF, position, comment,
colour profile, hidden layer or payload behind the picture.
"""

from typing import BinaryIO

from django.utils.translation import gettext as _

from articles.images.apart import Drawing, NotDrawn, draw

MAX_BYTES = 15 * 1024 * 1024


class UnusableImage(Exception):
    """The file is refused; the text says to a person why and what to do."""


def vet(file: BinaryIO) -> Drawing:
    """Read an untrusted picture and draw it anew, the right way up, in the colours of the web.

    The format is told by the content, never by a name. Of an animation the first picture is
    taken. Raises UnusableImage where the file is too large, no known picture, or broken.
    """
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UnusableImage(_("The picture is larger than 15 MB. Save it smaller and try again."))
    try:
        (drawing,) = draw("anew", data)
    except NotDrawn as failure:
        raise UnusableImage(_sentence(failure.reason)) from failure
    return drawing


def _sentence(reason: str) -> str:
    if reason == "pixels":
        return _("The picture has more than 40 million pixels. Save it smaller and try again.")
    if reason == "time":
        return _("The picture takes too long to read. Save it smaller or as JPEG and try again.")
    return _("This is not a picture that can be read. Save it as JPEG, PNG or WebP and try again.")
