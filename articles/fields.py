"""Model fields that make the dangerous path impossible."""

import unicodedata

from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField

from articles.text import html

# What the editor offers is what the cleaner lets through.
EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "HorizontalRule": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
}


class RichTextField(ProseEditorField):
    """HTML from a short allow-list, cleaned whenever it is stored, whoever stores it."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("extensions", EXTENSIONS)
        kwargs.setdefault("sanitize", html.clean)
        super().__init__(*args, **kwargs)

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return value if value is None else html.clean(value)

    def pre_save(self, model_instance, add):
        cleaned = html.clean(getattr(model_instance, self.attname) or "")
        setattr(model_instance, self.attname, cleaned)
        return cleaned

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for option in ("config", "extensions", "sanitize", "preset"):
            kwargs.pop(option, None)
        return name, path, args, kwargs


class NormalizedMixin:
    """Text in Unicode's composed form (NFC), without NUL, carriage returns and surrounding space.

    Hangul arrives decomposed from some keyboards and file names; two spellings that look the
    same must be the same in constraints and searches.
    """

    def to_python(self, value):
        value = super().to_python(value)
        return normalized(value) if isinstance(value, str) else value

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return normalized(value) if isinstance(value, str) else value

    def pre_save(self, model_instance, add):
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = normalized(value)
            setattr(model_instance, self.attname, value)
        return value


class NameField(NormalizedMixin, models.CharField):
    """One line of text."""


class ProseField(NormalizedMixin, models.TextField):
    """Several lines of plain text."""


class WebAddressField(models.URLField):
    """An http or https address of at most 2,000 characters, its scheme in small letters."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 2000)
        super().__init__(*args, **kwargs)

    default_validators = [
        URLValidator(
            schemes=["http", "https"],
            message=_("This is not a web address. It begins with https:// or http://."),
        )
    ]

    def to_python(self, value):
        return _with_small_scheme(super().to_python(value))

    def get_prep_value(self, value):
        return _with_small_scheme(super().get_prep_value(value))

    def formfield(self, **kwargs):
        return super().formfield(**{"assume_scheme": "https"} | kwargs)


def _with_small_scheme(value):
    scheme, colon, rest = value.partition(":") if isinstance(value, str) else ("", "", "")
    return f"{scheme.lower()}:{rest}" if colon and scheme.isalpha() else value


country_code = RegexValidator(
    r"^[A-Z]{2}\Z", _("A country code is two capital letters, for example KR.")
)
language_code = RegexValidator(
    r"^[a-z]{2,3}\Z", _("A language code is two or three small letters, for example ko.")
)


def normalized(text: str) -> str:
    """`text` in NFC, without NUL and surrounding space, its lines ended by a line feed alone.

    Browsers send carriage returns. Kept, they would make an untouched text look changed.
    """
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text).strip()


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a text that holds one thing a line: each trimmed, no empty one, none twice."""
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
