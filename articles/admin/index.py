"""The first page of the staff: what waits for somebody, and what was changed last."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from reversion.models import Version

from articles.admin.filters import waiting_in
from articles.models import Article, Outlet, Person, Testimony

LATEST = 10


@dataclass(frozen=True)
class Waiting:
    """A pile of work: how many rows there are and where the list of just these rows is."""

    label: str
    count: int
    url: str


def waiting_for(user) -> list[tuple[str, list[Waiting]]]:
    """(name of the kind, piles) of all that the user may see, in one query for each kind."""
    kinds = (
        (Article, _piles_of_items),
        (Testimony, _piles_of_items),
        (Outlet, _proposed),
        (Person, _proposed),
    )
    return [
        (model._meta.verbose_name_plural, piles(model, user))
        for model, piles in kinds
        if user.has_perm(f"articles.view_{model._meta.model_name}")
    ]


def _piles_of_items(model, user) -> list[Waiting]:
    base = model._base_manager
    counted = {
        value.replace("-", "_"): Count(
            "pk", filter=Q(pk__in=rows(model.objects.all(), user).order_by().values("pk"))
        )
        for value, (_label, rows) in waiting_in(model).items()
    }
    counts = base.aggregate(**counted)
    return [
        Waiting(label, counts[value.replace("-", "_")], f"{_list_of(model)}?waiting={value}")
        for value, (label, _rows) in waiting_in(model).items()
    ]


def _proposed(model, user) -> list[Waiting]:
    count = model.objects.filter(is_proposed=True).count()
    return [Waiting(_("Proposed by imports"), count, f"{_list_of(model)}?is_proposed__exact=1")]


def _list_of(model) -> str:
    return reverse(f"admin:articles_{model._meta.model_name}_changelist")


@dataclass(frozen=True)
class Change:
    """A version that somebody made."""

    version: Version
    url: str


def latest_changes(user) -> list[Change]:
    """The last changes of articles and testimonies that the user may see, newest first."""
    models = [
        model
        for model in (Article, Testimony)
        if user.has_perm(f"articles.view_{model._meta.model_name}")
    ]
    versions = (
        Version.objects.filter(
            content_type__app_label="articles",
            content_type__model__in=[model._meta.model_name for model in models],
        )
        .select_related("revision__user", "content_type")
        .order_by("-pk")[:LATEST]
    )
    return [
        Change(
            version,
            reverse(
                f"admin:articles_{version.content_type.model}_history", args=[version.object_id]
            ),
        )
        for version in versions
    ]
