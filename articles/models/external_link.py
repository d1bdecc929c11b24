"""External links: the addresses outside our site that belong to an item."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.choices import Finding, LinkHealth, LinkKind
from articles.constraints import exactly_one
from articles.fields import NameField, WebAddressField, language_code
from articles.models.link_queries import RANKS, ExternalLinkQuerySet
from articles.text.address import page_digest

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
        return self.health == LinkHealth.GONE, RANKS.get(self.kind, len(RANKS)), self.pk
