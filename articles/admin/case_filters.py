"""The filters of the queue. Until something is chosen it holds what is open and no spam."""

from django.contrib.admin import SimpleListFilter
from django.utils.translation import gettext_lazy as _

from articles.choices import SubmissionState
from articles.models.submission import UNREAD_FOR
from articles.submissions import retention

ALL = "all"
_OPEN = {"is_spam": False}

#: What may wait for a moderator, by the value in the address of the list: label, rows for a user.
WAITING = {
    "new": (_("New"), lambda rows, user: rows.in_state(SubmissionState.RECEIVED).filter(**_OPEN)),
    "unread": (
        _("Not read by anyone for 3 days"),
        lambda rows, user: rows.open().unread(for_days=UNREAD_FOR).filter(**_OPEN),
    ),
    "overdue": (_("Overdue"), lambda rows, user: rows.overdue().filter(**_OPEN)),
    "approval": (
        _("Awaiting my approval"),
        lambda rows, user: rows.awaiting_approval_of(user).filter(**_OPEN),
    ),
    "answers": (_("Answers that nobody read"), lambda rows, user: rows.with_unread_answers()),
    "erased": (
        _("Erased within 14 days"),
        lambda rows, user: rows.filter(pk__in=retention.coming().values("pk")),
    ),
}


class _Filter(SimpleListFilter):
    """A filter whose first choice is `first`, and not "All"."""

    first = _("All")

    def choices(self, changelist):
        every = list(super().choices(changelist))
        return [every[0] | {"display": self.first}, *every[1:]]


class WaitsFilter(_Filter):
    title = _("what waits")
    parameter_name = "waiting"
    first = _("Whatever it is")

    def lookups(self, request, model_admin):
        return [(value, label) for value, (label, _rows) in WAITING.items()]

    def queryset(self, request, queryset):
        if self.value() not in WAITING:
            return queryset
        _label, rows = WAITING[self.value()]
        return rows(queryset, request.user)


class _Usually(_Filter):
    """A filter that leaves something out until it is used, or what waits is chosen."""

    def is_unused(self, request) -> bool:
        return self.value() is None and not request.GET.get(WaitsFilter.parameter_name)


class StateFilter(_Usually):
    title = _("state")
    parameter_name = "state"
    first = _("Not decided yet")

    def lookups(self, request, model_admin):
        return [*SubmissionState.choices, (ALL, _("All"))]

    def queryset(self, request, queryset):
        if self.is_unused(request):
            return queryset.open()
        known = self.value() in SubmissionState.values
        return queryset.filter(state=self.value()) if known else queryset


class SpamFilter(_Usually):
    title = _("spam")
    parameter_name = "spam"
    first = _("No spam")

    def lookups(self, request, model_admin):
        return [("yes", _("Marked as spam")), (ALL, _("All"))]

    def queryset(self, request, queryset):
        if self.value() == "yes":
            return queryset.filter(is_spam=True)
        return queryset.filter(is_spam=False) if self.is_unused(request) else queryset


class AssignedFilter(_Filter):
    title = _("assigned to")
    parameter_name = "assigned"
    first = _("Anybody")

    def lookups(self, request, model_admin):
        return [("me", _("Me")), ("nobody", _("Not assigned")), ("somebody", _("Assigned"))]

    def queryset(self, request, queryset):
        wanted = {
            "me": {"assigned_to": request.user},
            "nobody": {"assigned_to": None},
            "somebody": {"assigned_to__isnull": False},
        }
        return queryset.filter(**wanted.get(self.value(), {}))


class DueFilter(_Filter):
    title = _("due")
    parameter_name = "due"
    first = _("Whenever")

    def lookups(self, request, model_admin):
        return [
            ("overdue", _("Overdue")),
            ("week", _("Within 7 days")),
            ("none", _("No day is set")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "overdue":
            return queryset.overdue()
        wanted = {
            "week": {"due_on__range": (retention.days_ago(0), retention.days_ago(-7))},
            "none": {"due_on": None},
        }
        return queryset.filter(**wanted.get(self.value(), {}))
