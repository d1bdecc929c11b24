"""The admin of testimonies."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.filters import TopicFilter, WaitingFilter
from articles.admin.link import LinkInline
from articles.admin.publishable import PublishableAdmin, replaced
from articles.blocking import cases_behind
from articles.forms.testimony import TestimonyForm
from articles.models import Testimony
from articles.submissions import redaction
from articles.views.testimony import render_testimony

_CLOSED = _(
    "This was made of a case. You can read cases, so you change it on the page of its case, where a "
    "second moderator approves it. Editors who read no cases may change it here."
)


class TestimonyLinks(LinkInline):
    """Links belong to what a testimony says."""

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and not _is_closed(request, obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not _is_closed(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not _is_closed(request, obj)


@admin.register(Testimony)
class TestimonyAdmin(PublishableAdmin):
    form = TestimonyForm
    inlines = (TestimonyLinks,)
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

    def get_readonly_fields(self, request, obj=None):
        """What was approved on the page of a case is changed there by those who read cases."""
        fixed = super().get_readonly_fields(request, obj)
        return (*fixed, *redaction.WORDS, "shown_body") if _is_closed(request, obj) else fixed

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if not _is_closed(request, obj):
            return fieldsets
        (source, first), *rest = fieldsets
        first = first | {"description": _CLOSED}
        return [
            (name, options | {"fields": replaced(options["fields"], "body", "shown_body")})
            for name, options in ((source, first), *rest)
        ]

    def has_delete_permission(self, request, obj=None):
        """What is made of a case goes with the case: deleted here, its history would outlive it."""
        may_delete = super().has_delete_permission(request, obj)
        return may_delete and not (obj and cases_behind(obj).exists())

    def render_preview(self, request, testimony):
        return render_testimony(request, testimony, is_preview=True)


def _is_closed(request, testimony: Testimony | None) -> bool:
    return testimony is not None and redaction.is_closed_to(testimony, request.user)
