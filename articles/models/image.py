"""Pictures, with what a reader who cannot see them needs."""

import hashlib
from pathlib import PurePosixPath

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.fields import NameField
from articles.models.base import Versioned


def content_address(image: "Image", name: str) -> str:
    """A file name made of the picture's SHA-256, which can be cached for ever and tells nothing."""
    digest = hashlib.sha256()
    for chunk in image.file.chunks():
        digest.update(chunk)
    image.file.seek(0)
    return f"images/{digest.hexdigest()[:32]}{PurePosixPath(name).suffix.lower()}"


class Image(Versioned):
    """A picture and its alternative text in each language."""

    key = models.SlugField(
        _("short name"), max_length=100, unique=True, help_text=_("For finding the picture again.")
    )
    file = models.ImageField(
        _("file"),
        upload_to=content_address,
        width_field="width",
        height_field="height",
    )
    width = models.PositiveIntegerField(_("width"), default=0, editable=False)
    height = models.PositiveIntegerField(_("height"), default=0, editable=False)
    alt = NameField(
        _("alternative text in English"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for people who cannot see it. One sentence."),
    )
    alt_ko = NameField(_("alternative text in Korean"), max_length=300, blank=True)
    credit = NameField(_("credit"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ("key",)

    def __str__(self) -> str:
        return self.key

    def alt_in(self, language: str) -> str:
        """The alternative text in just this language, empty where it has not been written."""
        return self.alt_ko if language == "ko" else self.alt
