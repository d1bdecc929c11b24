"""The admin of testimonies."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.filters import TopicFilter, WaitingFilter
from articles.admin.link import LinkInline
from articles.admin.publishable import PublishableAdmin
from articles.blocking import cases_behind
from articles.forms.testimony import TestimonyForm
from articles.models import Testimony
from articles.views.testimony import render_testimony


@admin.register(Testimony)
class TestimonyAdmin(PublishableAdmin):
    form = TestimonyForm
    inlines = (LinkInline,)
    autocomplete_fields = ("speaker",)
    fieldsets = (
        (
            _("Source"),
            {
                "classes": ("source",),
                "fields": (
                    "kind",
                    "forum",
                    "place",
                    ("date", "date_precision"),
                    "speaker",
                    "alias",
                ),
            },
        ),
        (
            _("Our text"),
            {
                "classes": ("text",),
                "fields": ("language", "title", "content_note", "summary", "body"),
            },
        ),
        (_("Topics"), {"classes": ("subjects",), "fields": ("topics",)}),
        (_("Address"), {"classes": ("address",), "fields": ("slug",)}),
    )
    list_display = (
        "shown_title",
        "shown_status",
        "kind",
        "forum",
        "language",
        "other_language",
        "updated_at",
    )
    list_filter = (WaitingFilter, "status", "language", "kind", TopicFilter)
    search_fields = ("title", "forum", "speaker__name", "speaker__name_ko", "alias")
    date_hierarchy = "published_at"

    def get_queryset(self, request):
        """Without what is being redacted, which stands on the page of its case."""
        return super().get_queryset(request).released()

    def has_delete_permission(self, request, obj=None):
        """What is made of a case goes with the case: deleted here, its history would outlive it."""
        may_delete = super().has_delete_permission(request, obj)
        return may_delete and not (obj and cases_behind(obj).exists())

    def render_preview(self, request, testimony):
        return render_testimony(request, testimony, is_preview=True)
