"""Filters of the lists."""

from django.contrib.admin import SimpleListFilter
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Topic

# What may wait for somebody, by the value in the address of the list.
SHARED = {
    "my-drafts": (_("My drafts"), lambda rows, user: rows.drafts().filter(created_by=user)),
    "in-review": (_("In review"), lambda rows, user: rows.in_review()),
    "scheduled": (_("Scheduled"), lambda rows, user: rows.scheduled()),
    "one-language": (
        _("Missing the other language"),
        lambda rows, user: rows.missing_other_language(),
    ),
}
OF_ARTICLES = SHARED | {
    "no-source": (_("Published without a source link"), lambda rows, user: rows.without_source()),
    "unfinished-links": (_("Links to complete"), lambda rows, user: rows.with_unfinished_links()),
    "to-confirm": (_("Imports to confirm"), lambda rows, user: rows.to_confirm()),
}


def waiting_in(model) -> dict:
    """What may wait among the rows of a model: (label, rows of it for a user) by value."""
    return OF_ARTICLES if model is Article else SHARED


class WaitingFilter(SimpleListFilter):
    title = _("what waits")
    parameter_name = "waiting"

    def lookups(self, request, model_admin):
        return [(value, label) for value, (label, _rows) in waiting_in(model_admin.model).items()]

    def queryset(self, request, queryset):
        if self.value() not in waiting_in(queryset.model):
            return queryset
        _label, rows = waiting_in(queryset.model)[self.value()]
        return rows(queryset, request.user)


class TopicFilter(SimpleListFilter):
    title = _("topic")
    parameter_name = "topic"

    def lookups(self, request, model_admin):
        return [(topic.slug, str(topic)) for topic in Topic.objects.all()]

    def queryset(self, request, queryset):
        return queryset.filter(topics__slug=self.value()) if self.value() else queryset
