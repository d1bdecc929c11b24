"""The queue of the moderators: the list of cases, and what is done to several of them at once."""

from django.contrib import admin, messages
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.case_filters import (
    AssignedFilter,
    DueFilter,
    SpamFilter,
    StateFilter,
    WaitsFilter,
)
from articles.choices import ChangeReason, SubmissionState
from articles.models.keys import today
from articles.models.submission import UNREAD_FOR
from articles.submissions import handling, moderation, retention
from articles.submissions.refusals import DoesNotFit, Refused


class Queue:
    """A part of SubmissionAdmin. Nothing is searched for: what could be is sealed."""

    change_list_template = "admin/articles/queue.html"
    list_display = (
        "number",
        "shown_state",
        "arrived",
        "due",
        "assigned",
        "shown_language",
        "flags",
        "erased",
    )
    list_filter = (WaitsFilter, StateFilter, AssignedFilter, DueFilter, SpamFilter)
    list_per_page = 50
    show_full_result_count = False
    sortable_by = ("arrived", "due", "assigned", "shown_state")
    actions = ("act_spam", "act_not_spam", "act_decline_spam")

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("assigned_to")
        return rows.with_flags(moderation.key_of(request.user))

    def lookup_allowed(self, lookup, value, request):
        """Nothing but the filters: a condition on a column would tell what stands in it."""
        return lookup in {one.parameter_name for one in self.list_filter}

    # --- columns ----------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("number"))
    def number(self, case):
        return case.short_id

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def shown_state(self, case):
        return case.get_state_display()

    @admin.display(description=gettext_lazy("arrived"), ordering="arrived_on", empty_value="–")
    def arrived(self, case):
        """The day, and how long ago it was."""
        if case.arrived_on is None:
            return None
        ago = ngettext("%d day ago", "%d days ago", case.age) % case.age if case.age else _("today")
        return _with_note(case.arrived_on, ago)

    @admin.display(description=gettext_lazy("due"), ordering="due_on", empty_value="–")
    def due(self, case):
        if case.due_on is None:
            return None
        is_late = SubmissionState(case.state).is_open and case.due_on < today()
        return _with_note(case.due_on, _("overdue") if is_late else "", is_late=is_late)

    @admin.display(
        description=gettext_lazy("assigned to"), ordering="assigned_to__username", empty_value="–"
    )
    def assigned(self, case):
        return case.assigned_to

    @admin.display(description=gettext_lazy("language"), empty_value="–")
    def shown_language(self, case):
        return case.get_language_display()

    @admin.display(description=gettext_lazy("remarks"), empty_value="")
    def flags(self, case):
        return format_html_join(
            " ", '<span class="flag">{}</span>', ([one] for one in _flags(case))
        )

    @admin.display(description=gettext_lazy("will be erased"), empty_value="–")
    def erased(self, case):
        day = retention.erased_on(case)
        return day and date_format(day, "DATE_FORMAT")

    # --- bulk actions -----------------------------------------------------------------------

    @admin.action(description=gettext_lazy("Mark as spam"), permissions=["change"])
    def act_spam(self, request, queryset):
        self._each(request, queryset, lambda case: handling.mark_spam(case, True, by=request.user))

    @admin.action(description=gettext_lazy("Mark as no spam"), permissions=["change"])
    def act_not_spam(self, request, queryset):
        self._each(request, queryset, lambda case: handling.mark_spam(case, False, by=request.user))

    @admin.action(
        description=gettext_lazy("Decline what is marked as spam"), permissions=["change"]
    )
    def act_decline_spam(self, request, queryset):
        self._each(request, queryset, lambda case: _decline_spam(case, request.user))

    def _each(self, request, queryset, act) -> None:
        """Do it to each case as it is at that moment, and tell what happened."""
        done = 0
        for case in queryset:
            try:
                act(case)
            except Refused as refused:
                told = _("%(case)s: %(reason)s") % {"case": case, "reason": refused}
                messages.error(request, told)
            else:
                done += 1
        if done:
            told = ngettext("%d case was changed.", "%d cases were changed.", done) % done
            messages.success(request, told)


def _decline_spam(case, user) -> None:
    if not case.is_spam:
        raise DoesNotFit(_("It is not marked as spam."))
    moderation.move(case, SubmissionState.DECLINED, by=user, reason=ChangeReason.SPAM)


def _flags(case) -> list[str]:
    is_open = SubmissionState(case.state).is_open
    found = {
        _("Unread answer"): case.has_unread_answer,
        _("Not read for 3 days"): is_open and case.read_on is None and case.age >= UNREAD_FOR,
        _("Spam"): case.is_spam,
        _("Duplicate"): case.duplicate_of_id,
        _("Not sealed to you"): is_open and not case.opens_for_me,
    }
    return [label for label, is_so in found.items() if is_so]


def _with_note(day, note: str, *, is_late: bool = False):
    shown, kind = date_format(day, "DATE_FORMAT"), "note-of-day late" if is_late else "note-of-day"
    return format_html('{} <span class="{}">{}</span>', shown, kind, note) if note else shown
