"""External links: the addresses outside our site that belong to an item."""

import datetime as dt
from typing import ClassVar, Self

from django.apps import apps
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.choices import Finding, LinkHealth, LinkKind, Status
from articles.constraints import exactly_one
from articles.fields import NameField, WebAddressField, language_code
from articles.text.address import page_digest

_RANKS = {kind.value: rank for rank, kind in enumerate(LinkKind)}

#: Sites keep programs out, or fail, for a week or two and mend it themselves.
BLOCKED_FOR_LONG = dt.timedelta(days=30)
FAILING_FOR_LONG = dt.timedelta(days=14)
#: What somebody saw with their own eyes counts more than what a program is told, for half a year.
LOOK_LASTS = dt.timedelta(days=180)
#: A piece is published within hours of being captured; one copy tells how it was.
COPY_IS_FRESH = dt.timedelta(days=1)
#: Who found the archived copy where no archive was asked.
BY_EDITOR = "editor"


class PageDigestField(models.CharField):
    """What all addresses of one page have in common; follows from `url` whenever a row is stored."""

    def pre_save(self, link, add):
        link.page_digest = page_digest(link.url)
        return link.page_digest

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class ExternalLinkQuerySet(models.QuerySet):
    def in_order(self) -> Self:
        """As a reader wants them: what is gone last, then the original first, then as entered."""
        kinds = [When(kind=kind, then=Value(rank)) for kind, rank in _RANKS.items()]
        return self.order_by(
            Case(When(health=LinkHealth.GONE, then=Value(1)), default=Value(0)),
            Case(*kinds, default=Value(len(kinds))),
            "pk",
        )

    def to_pages_at(self, *urls: str) -> Self:
        """Links to the pages at these addresses, in whichever form they are written."""
        return self.filter(page_digest__in={page_digest(url) for url in urls} - {""})

    def beside(self, item: models.Model) -> Self:
        """Links of other items than `item` and its versions in other languages."""
        owner = item._meta.model_name
        return self.exclude(**{f"{owner}__translation_key": item.translation_key})

    def update(self, **changes) -> int:
        if "url" in changes:
            changes["page_digest"] = page_digest(changes["url"])
        return super().update(**changes)

    def complete(self) -> Self:
        """Those that have an address."""
        return self.exclude(url="")

    def released(self) -> Self:
        """Those of items that the staff may see: not of what moderators are redacting."""
        testimonies = apps.get_model("articles", "Testimony").objects
        hidden = testimonies.in_redaction().values("pk")
        return self.filter(Q(testimony=None) | ~Q(testimony__in=hidden))

    def public(self) -> Self:
        """Links of items that readers can see."""
        now = timezone.now()
        is_visible = Q()
        for owner in ("article", "testimony"):
            shown = {f"{owner}__status": Status.PUBLISHED, f"{owner}__published_at__lte": now}
            is_visible |= Q(**shown)
        return self.complete().filter(is_visible)

    def due_for_visit(self) -> Self:
        """Those that are to be visited, what was never visited first."""
        is_due = Q(due_at__isnull=True) | Q(due_at__lte=timezone.now())
        return self.complete().filter(is_due).order_by(F("due_at").asc(nulls_first=True), "pk")

    def due_for_copy(self) -> Self:
        """Those of which a copy is to be kept."""
        return self.complete().filter(copy_due_at__lte=timezone.now())

    def ask_for_copies(self) -> int:
        """Have a copy kept soon of each page. One that was just made is good enough."""
        made_lately = Q(copied_at__gte=timezone.now() - COPY_IS_FRESH)
        return (
            self.complete()
            .exclude(made_lately)
            .filter(copy_due_at=None)
            .update(copy_due_at=timezone.now(), copy_failures=0)
        )

    def needing_a_hand(self) -> Self:
        """What only a person can settle: dead without a copy, moved, blocked or failing for long.

        Links of withdrawn items are left alone.
        """
        now = timezone.now()
        gone = Q(health=LinkHealth.GONE, archived_url="") & (
            Q(looked_at__isnull=True) | Q(looked_at__lt=F("health_since"))
        )
        trouble = (
            Q(health=LinkHealth.BLOCKED, health_since__lte=now - BLOCKED_FOR_LONG)
            | Q(health=LinkHealth.FAILING, health_since__lte=now - FAILING_FOR_LONG)
        ) & (Q(looked_at__isnull=True) | Q(looked_at__lte=now - LOOK_LASTS))
        moved = Q(health=LinkHealth.MOVED) & ~Q(moved_to="")
        is_withdrawn = Q(article__status=Status.WITHDRAWN) | Q(testimony__status=Status.WITHDRAWN)
        return self.complete().filter(gone | moved | trouble).exclude(is_withdrawn)


class ExternalLink(models.Model):
    """One address of one article or testimony. An empty address is still to be completed.

    The columns of STATE say what visits found. The verbs of `articles.links` alone write them:
    save() leaves them as they are, and empties them where the address is another one.
    """

    STATE: ClassVar[tuple[str, ...]] = (
        "health",
        "health_since",
        "checked_at",
        "finding",
        "finding_since",
        "finding_times",
        "moved_to",
        "due_at",
        "looked_at",
        "copied_at",
        "copy_due_at",
        "copy_failures",
        "archive_asked_at",
    )

    article = models.ForeignKey(
        "articles.Article", null=True, blank=True, on_delete=models.CASCADE, related_name="links"
    )
    testimony = models.ForeignKey(
        "articles.Testimony", null=True, blank=True, on_delete=models.CASCADE, related_name="links"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=LinkKind, default=LinkKind.ORIGINAL)
    url = WebAddressField(_("web address"), blank=True)
    label = NameField(_("label"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=3, blank=True, validators=[language_code])
    archived_url = WebAddressField(
        _("archived copy"),
        blank=True,
        help_text=_("The address of a copy in a public archive, such as the Wayback Machine."),
    )
    archived_by = models.CharField(max_length=20, blank=True, editable=False)
    page_digest = PageDigestField(max_length=64, blank=True, editable=False)

    # What visits found: its health, since when; the last finding, since when and how often in a row.
    health = models.CharField(
        _("state"), max_length=10, choices=LinkHealth, default=LinkHealth.UNKNOWN, editable=False
    )
    health_since = models.DateTimeField(null=True, editable=False)
    checked_at = models.DateTimeField(_("last looked at"), null=True, blank=True, editable=False)
    finding = models.CharField(max_length=12, choices=Finding, blank=True, editable=False)
    finding_since = models.DateTimeField(null=True, editable=False)
    finding_times = models.PositiveIntegerField(default=0, editable=False)
    moved_to = WebAddressField(_("new address"), blank=True, editable=False)
    due_at = models.DateTimeField(null=True, editable=False)
    looked_at = models.DateTimeField(null=True, editable=False)  # by a person
    # Of our own copies: when the last was made and the next try is due, null where there is nothing to do.
    copied_at = models.DateTimeField(null=True, editable=False)
    copy_due_at = models.DateTimeField(null=True, default=timezone.now, editable=False)
    copy_failures = models.PositiveIntegerField(default=0, editable=False)
    archive_asked_at = models.DateTimeField(null=True, editable=False)

    objects = ExternalLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("external link")
        verbose_name_plural = _("external links")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=exactly_one("article", "testimony"), name="external_link_has_one_owner"
            ),
            models.CheckConstraint(
                condition=Q(url="") | Q(url__startswith="https://") | Q(url__startswith="http://"),
                name="external_link_is_a_web_address",
                violation_error_message=_(
                    "This is not a web address. It begins with https:// or http://."
                ),
            ),
        )
        indexes = (
            models.Index(fields=("page_digest",), name="external_link_by_page"),
            models.Index(fields=("due_at",), name="external_link_by_due_visit"),
            models.Index(fields=("copy_due_at",), name="external_link_by_due_copy"),
            models.Index(fields=("health", "health_since"), name="external_link_by_health"),
        )

    @classmethod
    def from_db(cls, db, field_names, values):
        link = super().from_db(db, field_names, values)
        if "url" in field_names:
            link._url_when_loaded = link.url
        return link

    def __str__(self) -> str:
        return self.url or str(_("(address to be completed)"))

    def save(self, *args, update_fields=None, **kwargs):
        if update_fields is None and self.pk and not self._state.adding:
            update_fields = self._columns_to_save()
        elif update_fields is not None and "url" in update_fields:
            update_fields = {*update_fields, "page_digest"}
        super().save(*args, update_fields=update_fields, **kwargs)
        self._url_when_loaded = self.url

    def refresh_from_db(self, *args, **kwargs):
        super().refresh_from_db(*args, **kwargs)
        self._url_when_loaded = self.url

    def _columns_to_save(self) -> list[str]:
        """All but what visits found, and that as well where it was found at another address."""
        names = [field.name for field in self._meta.concrete_fields if not field.primary_key]
        if getattr(self, "_url_when_loaded", self.url) == self.url:
            return [name for name in names if name not in self.STATE]
        self.forget_visits()
        return names

    def forget_visits(self) -> None:
        """Nothing is known of the address yet. A copy that an archive has is of the former one."""
        for name in self.STATE:
            setattr(self, name, self._meta.get_field(name).get_default())
        if self.archived_by != BY_EDITOR:
            self.archived_url = self.archived_by = ""

    def take_state_of(self, stored: Self | None) -> None:
        """Before an earlier version is brought back: what visits found stays, at this address."""
        self.forget_visits()
        if stored and stored.url == self.url:
            for name in self.STATE:
                setattr(self, name, getattr(stored, name))

    @property
    def owner(self):
        """The article or testimony to which the link belongs."""
        return self.article or self.testimony

    @property
    def preference(self) -> tuple:
        """By which `in_order` sorts."""
        return self.health == LinkHealth.GONE, _RANKS.get(self.kind, len(_RANKS)), self.pk
