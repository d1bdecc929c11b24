"""Pictures, with what a reader who cannot see them needs."""

import hashlib
from collections.abc import Iterable
from pathlib import PurePosixPath

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.choices import Focus
from articles.fields import NameField
from articles.models.versioned import Versioned

#: The folder of all pictures that readers may fetch, below the media folder.
FOLDER = "images"
#: So wide is the picture for whoever chooses nothing: old browsers, cards of other sites.
FALLBACK = 1080
#: What a browser is told of each kind of rendition, in the order in which it should look at them.
_TYPES = {".avif": "image/avif", ".webp": "image/webp", ".jpg": "image/jpeg"}


def content_name(content: Iterable[bytes], suffix: str) -> str:
    """A file name made of the content's SHA-256, which can be cached for ever and tells nothing."""
    digest = hashlib.sha256()
    for chunk in content:
        digest.update(chunk)
    return f"{FOLDER}/{digest.hexdigest()[:32]}{suffix}"


def content_address(image: "Image", name: str) -> str:
    """Where the file of a picture is kept."""
    address = content_name(image.file.chunks(), PurePosixPath(name).suffix.lower())
    image.file.seek(0)
    return address


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
    focus = models.CharField(
        _("what stays in view"),
        max_length=12,
        choices=Focus,
        default=Focus.CENTRE,
        help_text=_("A page may show less than the whole picture. This part is never cut off."),
    )
    #: What browsers choose from: {"of": the file that it was made of, "files": [{"name", "width"}]}.
    renditions = models.JSONField(default=dict, blank=True, editable=False)
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
        constraints = (
            models.CheckConstraint(
                condition=models.Q(focus__in=Focus.values), name="image_focus_is_known"
            ),
        )

    def __str__(self) -> str:
        return self.key

    def alt_in(self, language: str) -> str:
        """The alternative text in just this language, empty where it has not been written."""
        return self.alt_ko if language == "ko" else self.alt

    @property
    def rendition_files(self) -> list[dict]:
        """{"name", "width"} of each rendition of the present file; empty where none was made yet."""
        is_of_this = self.renditions.get("of") == self.file.name
        return self.renditions["files"] if is_of_this else []

    @property
    def sources(self) -> list[tuple[str, str]]:
        """(media type, addresses with widths) for a browser to choose from, the best format first."""
        found = []
        for suffix, media_type in _TYPES.items():
            files = [one for one in self.rendition_files if one["name"].endswith(suffix)]
            addresses = (f"{self.file.storage.url(one['name'])} {one['width']}w" for one in files)
            if files:
                found.append((media_type, ", ".join(addresses)))
        return found

    @property
    def fallback(self) -> str:
        """The address for a browser that chooses nothing."""
        return self.address_of_width(FALLBACK)

    @property
    def fallback_size(self) -> tuple[int, int]:
        """Width and height of the picture at `fallback`, in pixels."""
        file = self._jpeg_of_width(FALLBACK)
        if file is None:
            return self.width, self.height
        return file["width"], max(1, round(self.height * file["width"] / self.width))

    def address_of_width(self, width: int) -> str:
        """The JPEG that is at least so wide, the widest where none is, the file where none was made."""
        file = self._jpeg_of_width(width)
        return self.file.storage.url(file["name"]) if file else self.file.url

    def _jpeg_of_width(self, width: int) -> dict | None:
        files = [one for one in self.rendition_files if one["name"].endswith(".jpg")]
        wide = [one for one in files if one["width"] >= width] or files[-1:]
        return wide[0] if wide else None
