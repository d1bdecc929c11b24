"""Snapshots: our own copies of other people's pages, kept for the staff."""

from django.conf import settings
from django.core.files import File
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.choices import CopyKind
from articles.fields import WebAddressField
from articles.models.external_link import PageDigestField
from articles.text.address import page_digest


class SnapshotQuerySet(models.QuerySet):
    def of(self, url: str):
        """The copies of the page at an address in any form of it, the latest first."""
        return self.filter(page_digest=page_digest(url)).order_by("-taken_at", "-pk")


class Snapshot(models.Model):
    """A WARC of the page at an address, as it was at one moment.

    It belongs to an address and not to a link: the versions of an item in both languages share
    it, and it outlives a link that is removed or brought back. A page that was handed in has no
    HTTP status: nobody knows what the site would have answered.
    """

    url = WebAddressField(_("web address"))
    page_digest = PageDigestField(max_length=64, blank=True, editable=False)
    kind = models.CharField(
        _("kind of copy"), max_length=10, choices=CopyKind, default=CopyKind.FULL
    )
    taken_at = models.DateTimeField(_("taken at"), default=timezone.now)
    page_url = models.TextField(_("address that answered"))  # redirects lead to any length
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True, blank=True)
    content_type = models.CharField(_("kind of file"), max_length=100, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    resources = models.PositiveIntegerField(_("pictures and styles"), default=0)
    file = models.CharField(_("file in the private store"), max_length=200)
    bytes = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handed in by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("copy of a page")
        verbose_name_plural = _("copies of pages")
        ordering = ("-taken_at", "-pk")
        indexes = (models.Index(fields=("page_digest", "-taken_at"), name="snapshot_by_address"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind=CopyKind.BY_HAND, status=None)
                | (~Q(kind=CopyKind.BY_HAND) & Q(status__isnull=False, handed_in_by=None)),
                name="snapshot_was_answered_or_handed_in",
            ),
        )

    def __str__(self) -> str:
        return self.url

    def open(self) -> File:
        """The file, to be read and closed. Raises OSError where it is not there."""
        return storages["private"].open(self.file)
