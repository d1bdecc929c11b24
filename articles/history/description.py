"""What a person wants to know of a version: its texts, and in what two versions differ."""

import datetime as dt

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from reversion.models import Version

from articles.fields import RichTextField
from articles.history.keeping import OWNER, PARTS, members_of
from articles.models import ArticleTopic, ExternalLink, Quoted, Role, TestimonyTopic
from articles.text.differences import Segment, differences
from articles.text.outline import outline

_TECHNICAL = {
    "id",
    "version",
    "translation_key",
    "import_key",
    "created_at",
    "created_by",
    "updated_at",
    "updated_by",
    "width",
    "height",
    "renditions",
    "page_digest",
    "archived_by",
    *ExternalLink.STATE,
}
_PART_LABELS = {
    ExternalLink: _("links"),
    Quoted: _("people quoted"),
    ArticleTopic: _("topics"),
    TestimonyTopic: _("topics"),
    Role: _("roles"),
}


def describe(versions: list[Version]) -> list[dict[str, str]]:
    """Each version as texts by label: its fields, then its links, topics and people as lines.

    A constant number of queries, however many versions.
    """
    members = [members_of(version) for version in versions]
    names = _names([member for group in members for member in group])
    return [_texts(version, group, names) for version, group in zip(versions, members, strict=True)]


def changes(old: dict[str, str], new: dict[str, str]) -> list[tuple[str, list[Segment]]]:
    """(label, differences) of every text in which two descriptions differ.

    Texts are compared word by word; links, topics, people and roles are added or removed.
    """
    lists = {str(label) for label in _PART_LABELS.values()}
    return [
        (label, _compared(old.get(label, ""), new.get(label, ""), is_list=label in lists))
        for label in dict.fromkeys([*new, *old])
        if old.get(label, "") != new.get(label, "")
    ]


def _compared(old: str, new: str, *, is_list: bool) -> list[Segment]:
    # Every line of a list has its end, so that the last one equals the same one further up.
    end = "\n" if is_list else ""
    return differences(old + end if old else "", new + end if new else "", whole_lines=is_list)


def _names(versions: list[Version]) -> dict[tuple, str]:
    """The names of all rows that the versions refer to, by (model, primary key)."""
    wanted: dict[type, set] = {}
    for version in versions:
        for field in version.content_type.model_class()._meta.concrete_fields:
            key = version.field_dict.get(field.attname)
            if field.is_relation and key is not None and field.name not in _TECHNICAL:
                wanted.setdefault(field.related_model, set()).add(key)
    return {
        (model, key): name
        for model, keys in wanted.items()
        for key, name in _names_of(model, keys).items()
    }


def _names_of(model: type[models.Model], keys: set) -> dict:
    """The names of rows by primary key; of one that is deleted the last that was kept."""
    names = {key: str(row) for key, row in model._base_manager.in_bulk(keys).items()}
    gone = {str(key): key for key in keys - set(names)}
    if gone and model in PARTS:
        kept = Version.objects.get_for_model(model).filter(object_id__in=gone).order_by("pk")
        names |= {gone[version.object_id]: version.object_repr for version in kept}
    return names


def _texts(version: Version, members: list[Version], names: dict) -> dict[str, str]:
    texts = dict(_fields(version, names))
    columns = OWNER.get(version.content_type.model_class(), {})
    for part in members[1:]:
        model = part.content_type.model_class()
        line = " · ".join(
            text for _label, text in _fields(part, names, without=columns[model]) if text
        )
        label = str(_PART_LABELS[model])
        texts[label] = f"{texts[label]}\n{line}" if label in texts else line
    return texts


def _fields(version: Version, names: dict, without: str = ""):
    for field in version.content_type.model_class()._meta.concrete_fields:
        if field.name in _TECHNICAL or field.attname == without:
            continue
        value = version.field_dict.get(field.attname)
        yield str(field.verbose_name), _text(field, value, names)


def _text(field, value, names: dict) -> str:
    if value in (None, ""):
        return ""
    if field.is_relation:
        return names.get((field.related_model, value), str(_("(no longer there)")))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, dt.datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    return outline(value) if isinstance(field, RichTextField) else str(value)
