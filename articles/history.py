"""Who changed what: every save of an item is kept, with its links, topics and people.

Storage is django-reversion's; this module names what belongs to a version and what a person
wants to know of it.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import reversion
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from reversion.errors import RevertError
from reversion.models import Version

from articles.choices import Language
from articles.fields import RichTextField
from articles.models import (
    Article,
    ArticleTopic,
    ExternalLink,
    Image,
    Outlet,
    Person,
    Quoted,
    Redirect,
    Role,
    SitePage,
    Testimony,
    TestimonyTopic,
    Topic,
    Versioned,
)
from articles.models.topic import TopicItem
from articles.text.address import page_digest
from articles.text.differences import Segment, differences
from articles.text.outline import outline

#: What is kept together with a row: the names of its relations.
PARTS = {
    Article: ("links", "quoted", "topic_items"),
    Testimony: ("links", "topic_items"),
    Person: ("roles",),
    Outlet: (),
    Topic: (),
    Image: (),
    SitePage: (),
}


#: Columns that are made again of the rest, and not kept.
_DERIVED = {Image: ("renditions",)}


def register_models() -> None:
    """Tell django-reversion what to keep. Called once, when the app is ready."""
    for part in (Quoted, ArticleTopic, TestimonyTopic, Role):
        reversion.register(part)
    reversion.register(ExternalLink, exclude=ExternalLink.STATE)  # what visits found is no edit
    for model, parts in PARTS.items():
        reversion.register(model, follow=parts, exclude=_DERIVED.get(model, ()))


@contextmanager
def recording(*, by, reason: str) -> Iterator[None]:
    """Everything saved inside is one version, made by `by` (a user or None) for `reason`."""
    with reversion.create_revision(atomic=True):
        reversion.set_user(by)
        reversion.set_comment(reason)
        yield


def keep(item: Versioned) -> None:
    """Put the present state of `item` into the version being recorded."""
    reversion.add_to_revision(item)


def keep_baseline(item: Versioned) -> None:
    """Keep the stored state of an item that has no version yet, for example after a bulk import."""
    if not versions_of(item).exists():
        with recording(by=None, reason=str(_("as it was before the first change here"))):
            keep(item)


def forget(item: Versioned) -> None:
    """Delete every kept version of an item with its parts, for example where consent is withdrawn."""
    for version in versions_of(item):
        for member in _members(version):
            member.delete()
        if not Version.objects.filter(revision=version.revision_id).exists():
            version.revision.delete()


def versions_of(item: Versioned):
    """The kept versions of an item, newest first."""
    return (
        Version.objects.get_for_object(item)
        .select_related("revision__user", "content_type")
        .prefetch_related("revision__version_set__content_type")
    )


def deleted(model: type[Versioned]):
    """The last kept version of each deleted row, newest first."""
    return Version.objects.get_deleted(model).select_related("revision__user")


# --- What a person wants to know of a version -----------------------------------------------

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
# The column by which a part names the item that it belongs to.
_OWNER = {
    Article: {ExternalLink: "article_id", Quoted: "article_id", ArticleTopic: "content_object_id"},
    Testimony: {ExternalLink: "testimony_id", TestimonyTopic: "content_object_id"},
    Person: {Role: "person_id"},
}
_PART_LABELS = {
    ExternalLink: _("links"),
    Quoted: _("people quoted"),
    ArticleTopic: _("topics"),
    TestimonyTopic: _("topics"),
    Role: _("roles"),
}


def number_of(version: Version) -> int:
    """The count of saves that a kept version stands for."""
    return version.field_dict.get("version", 0)


def parts_of(version: Version) -> list[Version]:
    """The links, topics and people of an item as they were kept with a version of it."""
    return _members(version)[1:]


def describe(versions: list[Version]) -> list[dict[str, str]]:
    """Each version as texts by label: its fields, then its links, topics and people as lines.

    A constant number of queries, however many versions.
    """
    members = [_members(version) for version in versions]
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


def _members(version: Version) -> list[Version]:
    """The version and the parts of the item that were kept together with it."""
    columns = _OWNER.get(version.content_type.model_class(), {})
    parts = [
        part
        for part in version.revision.version_set.all()
        if (column := columns.get(part.content_type.model_class()))
        and str(part.field_dict.get(column)) == version.object_id
    ]
    return [version, *sorted(parts, key=lambda part: int(part.object_id))]


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
    columns = _OWNER.get(version.content_type.model_class(), {})
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


# --- Bringing a version back ----------------------------------------------------------------


def revert(version: Version) -> None:
    """Store a row, its links, topics and people as they were kept with a version.

    A reference that deletions empty comes back empty where its row is gone, one to a row that was
    merged into another leads to that. Raises RevertError with a sentence for a person where another
    row is missing or has taken the place.
    """
    for member in sorted(_members(version), key=_refers_to_merged):
        row = member._object_version.object
        _look_up_references(row)
        if _is_tied_already(row):
            continue
        if isinstance(row, ExternalLink):
            row.page_digest = page_digest(row.url)  # not in versions from before it was stored
            row.take_state_of(ExternalLink.objects.filter(pk=row.pk).first())
        try:
            with transaction.atomic():
                member.revert()
        except IntegrityError:
            raise RevertError(_place_is_taken(row)) from None


def _look_up_references(row: models.Model) -> None:
    # The database would tell only at the end of the transaction, and not which row is missing.
    for field in row._meta.concrete_fields:
        key = getattr(row, field.attname)
        if not field.is_relation or key is None:
            continue
        if field.related_model._base_manager.filter(pk=key).exists():
            continue
        if successor := _successor(field, key):
            setattr(row, field.attname, successor.pk)
            continue
        if field.remote_field.on_delete is not models.SET_NULL:
            raise RevertError(_row_is_gone(field, key))
        setattr(row, field.attname, None)


def _refers_to_merged(member: Version) -> bool:
    """Whether it ties an item to a topic that is gone. Such ties come after those that are not."""
    row = member._object_version.object
    return isinstance(row, TopicItem) and not Topic.objects.filter(pk=row.tag_id).exists()


def _is_tied_already(row: models.Model) -> bool:
    """Whether another tie of the same version has tied the item to the topic."""
    if not isinstance(row, TopicItem):
        return False
    same = type(row)._base_manager.filter(content_object=row.content_object_id, tag=row.tag_id)
    return same.exclude(pk=row.pk).exists()


def _successor(field, key) -> models.Model | None:
    """The topic or outlet into which a row that is gone was merged: there its address leads."""
    model = field.related_model
    if model not in (Topic, Outlet):
        return None
    kept = Version.objects.get_for_object_reference(model, key).first()
    if kept is None:
        return None
    with translation.override(Language.ENGLISH):
        path = model(slug=kept.field_dict["slug"]).get_absolute_url()
    target = Redirect.target_of(path)
    return target if isinstance(target, model) else None


def _row_is_gone(field, key) -> str:
    kept = Version.objects.get_for_object_reference(field.related_model, key).first()
    name = f"{field.verbose_name} “{kept.object_repr}”" if kept else str(field.verbose_name)
    return _(
        "This version refers to a row that is deleted: %(name)s. Bring that back first, or choose "
        "another version."
    ) % {"name": name}


def _place_is_taken(row: models.Model) -> str:
    try:
        row.validate_unique()
        row.validate_constraints()
    except ValidationError as error:
        reasons = " ".join(error.messages)
    else:
        reasons = ""
    return _("This version cannot be brought back as it is. %(reasons)s") % {"reasons": reasons}
