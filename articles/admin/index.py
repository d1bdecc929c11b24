"""The first page of the staff: what waits for somebody, and what was changed last."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from reversion.models import Version

from articles.admin import case_filters
from articles.admin.filters import waiting_in
from articles.choices import LinkHealth
from articles.models import (
    Article,
    ExternalLink,
    Image,
    ModeratorKey,
    Outlet,
    Person,
    PressTip,
    SitePage,
    Submission,
    Testimony,
    Topic,
    Versioned,
)

LATEST = 10
KINDS = (Article, Testimony, Outlet, Person, Topic, Image, SitePage)
#: What keeps a link waiting for a person, what is worst first.
TROUBLES = {
    LinkHealth.GONE: _("Dead, without an archived copy"),
    LinkHealth.MOVED: _("Moved to a new address"),
    LinkHealth.BLOCKED: _("Closed to programs for long"),
    LinkHealth.FAILING: _("Failing for long"),
}


@dataclass(frozen=True)
class Pile:
    """Work that waits: how many rows there are, and the list of just these rows."""

    label: str
    count: int
    url: str


def waiting_for(user) -> list[tuple[str, list[Pile]]]:
    """(name of the kind, piles) of all that the user may see. One query a pile, however high."""
    piles_of = {
        Submission: _cases,
        Article: _items,
        Testimony: _items,
        ExternalLink: _troubles,
        Outlet: _proposed,
        Person: _proposed,
        PressTip: _tips,
        ModeratorKey: _keys,
    }
    return [
        (model._meta.verbose_name_plural, list(find(model, user)))
        for model, find in piles_of.items()
        if _may_see(user, model)
    ]


def _cases(model, user) -> Iterator[Pile]:
    for value, (label, rows) in case_filters.WAITING.items():
        count = rows(model.objects.all(), user).count()
        yield Pile(label, count, f"{_page(model, 'changelist')}?waiting={value}")


def _items(model, user) -> Iterator[Pile]:
    for value, (label, rows) in waiting_in(model).items():
        count = rows(model.objects.released(), user).count()
        yield Pile(label, count, f"{_page(model, 'changelist')}?waiting={value}")


def _troubles(model, user) -> Iterator[Pile]:
    for trouble, label in TROUBLES.items():
        count = model.objects.needing_a_hand().released().filter(health=trouble).count()
        yield Pile(label, count, f"{_page(model, 'changelist')}?state={trouble}")


def _proposed(model, user) -> Iterator[Pile]:
    count = model.objects.filter(is_proposed=True).count()
    yield Pile(
        _("Proposed by imports"), count, f"{_page(model, 'changelist')}?is_proposed__exact=1"
    )


def _tips(model, user) -> Iterator[Pile]:
    count = model.objects.waiting().values("page_key").distinct().count()
    yield Pile(_("Waiting for a decision"), count, _page(model, "changelist"))


def _keys(model, user) -> Iterator[Pile]:
    label = _("Made within 14 days: ask their owners whether they made them")
    yield Pile(label, model.objects.new_to(user).count(), _page(model, "changelist"))


def kinds_with_deleted(user) -> list[tuple[str, str]]:
    """(name of the kind, the list of its deleted rows) for each kind that the user may see."""
    return [(model._meta.verbose_name_plural, _page(model, "deleted")) for model in _seen_by(user)]


@dataclass(frozen=True)
class Change:
    """A version that somebody made, and the history of its row."""

    version: Version
    kind: str
    url: str


def latest_changes(user) -> list[Change]:
    """The last changes by anybody of rows that the user may see, newest first."""
    models = {
        content_type.pk: model
        for model, content_type in ContentType.objects.get_for_models(*_seen_by(user)).items()
    }
    versions = Version.objects.filter(content_type__in=models).select_related("revision__user")
    versions = versions.exclude(_of_what_is_in_redaction())
    return [
        Change(
            version,
            models[version.content_type_id]._meta.verbose_name,
            _page(models[version.content_type_id], "history", version.object_id),
        )
        for version in versions.order_by("-pk")[:LATEST]
    ]


def _of_what_is_in_redaction() -> Q:
    keys = Testimony.objects.in_redaction().values(key=Cast("pk", CharField()))
    return Q(content_type=ContentType.objects.get_for_model(Testimony), object_id__in=keys)


def _seen_by(user) -> list[type[Versioned]]:
    return [model for model in KINDS if _may_see(user, model)]


def _may_see(user, model) -> bool:
    return user.has_perm(f"articles.view_{model._meta.model_name}")


def _page(model, name: str, *args) -> str:
    return reverse(f"admin:articles_{model._meta.model_name}_{name}", args=args)
