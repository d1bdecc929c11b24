"""Who changed what: every save of an item is kept, with its links, topics and people.

Storage is django-reversion's; this module names what belongs to a version and what a person
wants to know of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import reversion
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
}


def register_models() -> None:
    """Tell django-reversion what to keep. Called once, when the app is ready."""
    for part in (ExternalLink, Quoted, ArticleTopic, TestimonyTopic, Role):
        reversion.register(part)
    for model, parts in PARTS.items():
        reversion.register(model, follow=parts)


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
        with recording(by=None, reason="as it was before the first change here"):
            keep(item)


def versions_of(item: Versioned):
    """The kept versions of an item, newest first."""
    return Version.objects.get_for_object(item).select_related("revision__user")


def deleted(model: type[Versioned]):
    """The last kept version of each deleted row, newest first."""
    return Version.objects.get_deleted(model).select_related("revision__user")
