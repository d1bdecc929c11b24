"""What is kept of an item and its parts at each save, and how it is found again."""

from collections.abc import Iterator
from contextlib import contextmanager

import reversion
from django.utils.translation import gettext_noop
from reversion.models import Version

from articles.models import (
    Article,
    ArticleTopic,
    ExternalLink,
    Image,
    Outlet,
    Person,
    Quoted,
    Role,
    SitePage,
    Testimony,
    TestimonyTopic,
    Topic,
    Versioned,
)

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

#: The column by which a part names the item that it belongs to.
OWNER = {
    Article: {ExternalLink: "article_id", Quoted: "article_id", ArticleTopic: "content_object_id"},
    Testimony: {ExternalLink: "testimony_id", TestimonyTopic: "content_object_id"},
    Person: {Role: "person_id"},
}


def register_models() -> None:
    """Tell django-reversion what to keep. Called once, when the app is ready."""
    for part in (Quoted, ArticleTopic, TestimonyTopic, Role):
        reversion.register(part)
    reversion.register(ExternalLink, exclude=ExternalLink.STATE)  # what visits found is no edit
    for model, parts in PARTS.items():
        reversion.register(model, follow=parts, exclude=_DERIVED.get(model, ()))


@contextmanager
def recording(*, by, reason: str) -> Iterator[None]:
    """Everything saved inside is one version, made by `by` (a user or None) for `reason`.

    The reason is in English; articles.history.reasons tells it in other languages.
    """
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
        with recording(by=None, reason=gettext_noop("as it was before the first change here")):
            keep(item)


def forget(item: Versioned) -> None:
    """Delete every kept version of an item with its parts, for example where consent is withdrawn."""
    for version in versions_of(item):
        for member in members_of(version):
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


def number_of(version: Version) -> int:
    """The count of saves that a kept version stands for."""
    return version.field_dict.get("version", 0)


def members_of(version: Version) -> list[Version]:
    """The version and the parts of the item that were kept together with it."""
    columns = OWNER.get(version.content_type.model_class(), {})
    parts = [
        part
        for part in version.revision.version_set.all()
        if (column := columns.get(part.content_type.model_class()))
        and str(part.field_dict.get(column)) == version.object_id
    ]
    return [version, *sorted(parts, key=lambda part: int(part.object_id))]


def parts_of(version: Version) -> list[Version]:
    """The links, topics and people of an item as they were kept with a version of it."""
    return members_of(version)[1:]
