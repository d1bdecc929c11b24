"""The lists of articles and testimonies: columns and bulk actions."""

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import OuterRef, Q
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin import verbs
from articles.search import search

ANSWERED = "_answered"


class ListPart:
    """The list of a PublishableAdmin, in a constant number of queries."""

    list_per_page = 50
    show_full_result_count = False
    actions = ("act_review", "act_draft", "act_publish", "act_schedule", "act_withdraw")

    def get_queryset(self, request):
        others = self.model._base_manager.filter(translation_key=OuterRef("translation_key"))
        other = others.exclude(language=OuterRef("language"))
        return (
            super()
            .get_queryset(request)
            .annotate(
                other_status=other.values("status")[:1],
                other_published_at=other.values("published_at")[:1],
            )
        )

    def get_search_results(self, request, queryset, search_term):
        """What the site's own search finds, in any status, and parts of words in the columns."""
        by_columns, may_repeat = super().get_search_results(request, queryset, search_term)
        if not search_term.strip():
            return by_columns, may_repeat
        found = search(self.model.objects.released(), search_term, with_proposed=True)
        fitting = Q(pk__in=found.values("pk")) | Q(pk__in=by_columns.order_by().values("pk"))
        return queryset.filter(fitting), False

    # --- columns ----------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def shown_title(self, item):
        return str(item)

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def shown_status(self, item):
        return _("Scheduled") if item.is_scheduled else item.get_status_display()

    @admin.display(description=gettext_lazy("other language"), empty_value="–")
    def other_language(self, item):
        """Where the version in the other language stands; nothing where there is none."""
        if not item.other_status:
            return None
        return self.shown_status(
            self.model(status=item.other_status, published_at=item.other_published_at)
        )

    # --- bulk actions -----------------------------------------------------------------------

    @admin.action(description=verbs.BY_NAME["review"].label, permissions=["change"])
    def act_review(self, request, queryset):
        return self._act("review", request, queryset)

    @admin.action(description=verbs.BY_NAME["draft"].label, permissions=["change"])
    def act_draft(self, request, queryset):
        return self._act("draft", request, queryset)

    @admin.action(description=verbs.BY_NAME["publish"].label, permissions=["publish"])
    def act_publish(self, request, queryset):
        return self._act("publish", request, queryset)

    @admin.action(description=verbs.BY_NAME["schedule"].label, permissions=["publish"])
    def act_schedule(self, request, queryset):
        return self._act("schedule", request, queryset)

    @admin.action(description=verbs.BY_NAME["withdraw"].label, permissions=["publish"])
    def act_withdraw(self, request, queryset):
        return self._act("withdraw", request, queryset)

    def _act(self, name: str, request, queryset):
        """Do it to each chosen item; what the verb has to know is asked for on a page first."""
        verb = verbs.BY_NAME[name]
        form = verb.asks and verb.asks(request.POST if ANSWERED in request.POST else None)
        if form is None or form.is_valid():
            verbs.apply_to_each(verb, self, request, queryset, form.cleaned_data if form else {})
            return None
        context = self.admin_site.each_context(request) | {
            "title": verb.label,
            "verb": verb,
            "items": queryset,
            "form": form,
            "opts": self.opts,
            "action": f"act_{name}",
            "answered": ANSWERED,
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/articles/ask.html", context)
