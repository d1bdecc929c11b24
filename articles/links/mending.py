"""The verbs with which the staff mend a link: each is an edit of its item, kept in its history."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from articles import history, protection, publishing
from articles.choices import Finding, LinkHealth, Status
from articles.links.health import next_visit
from articles.models import ExternalLink, LinkCheck
from articles.models.external_link import BY_EDITOR


class AlreadyThere(Exception):
    """The item has a link to the new address as well. The text says so to a person."""


def others_with_same_address(link: ExternalLink) -> list[ExternalLink]:
    """The other links to the address: of the item in its other language, and of other items."""
    links = ExternalLink.objects.filter(url=link.url).exclude(pk=link.pk)
    return list(links.select_related("article", "testimony").order_by("pk"))


def accept_new_address(link: ExternalLink, *, by) -> None:
    """Take over the address to which the site leads for good.

    Raises AlreadyThere; Blocked; EditConflict where the item or the link has changed since they
    were read.
    """
    others = link.owner.links.to_pages_at(link.moved_to).exclude(pk=link.pk)
    if others.exists():
        raise AlreadyThere(
            _(
                "The item has a link to the new address already. Open the item and remove one of the two."
            )
        )
    now = timezone.now()
    columns = {
        name: ExternalLink._meta.get_field(name).get_default() for name in ExternalLink.STATE
    }
    columns |= {
        "url": link.moved_to,
        "health": LinkHealth.ALIVE,
        "health_since": now,
        "checked_at": link.checked_at,  # the visit that found the new address was there
        "finding": Finding.ANSWERED,
        "finding_since": now,
        "finding_times": 1,
        "due_at": now + next_visit(LinkHealth.ALIVE, 1),
    }
    with _an_edit_of(link, by, gettext_noop("took over the new address of a link")):
        still = ExternalLink.objects.filter(
            pk=link.pk, url=link.url, moved_to=link.moved_to, health=LinkHealth.MOVED
        )
        if not still.update(**columns):
            raise publishing.EditConflict
        LinkCheck.objects.create(
            link=link, url=link.moved_to, finding=Finding.SEEN, health=LinkHealth.ALIVE, by=by
        )


def note_archived_copy(link: ExternalLink, url: str, *, by) -> None:
    """Keep the address of a copy that somebody found; empty takes it away.

    Raises ValidationError for what is no web address; Blocked, EditConflict.
    """
    field = ExternalLink._meta.get_field("archived_url")
    url = field.clean(url.strip(), link)
    if url == link.url:
        raise ValidationError(_("This is the address of the page itself, not of a copy of it."))
    with _an_edit_of(link, by, gettext_noop("noted an archived copy of a link")):
        still = ExternalLink.objects.filter(
            pk=link.pk, url=link.url, archived_url=link.archived_url
        )
        if not still.update(archived_url=url, archived_by=BY_EDITOR if url else ""):
            raise publishing.EditConflict


@contextmanager
def _an_edit_of(link: ExternalLink, by, reason: str) -> Iterator[None]:
    """What is done inside is one version of the link's item, made by `by`.

    Raises EditConflict; Blocked where the item is public and a protected name would stand in it.
    """
    item = link.owner
    history.keep_baseline(item)
    with transaction.atomic(), history.recording(by=by, reason=reason):
        publishing.claim(item, seen=item.version)
        yield
        changes = {"updated_at": timezone.now(), "updated_by": by}
        type(item)._base_manager.filter(pk=item.pk).update(**changes)
        item.refresh_from_db()
        field = item.status == Status.PUBLISHED and protection.field_with_a_protected_name(item)
        if field:
            raise publishing.Blocked({field: str(protection.SENTENCE)})
        history.keep(item)
