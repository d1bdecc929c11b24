"""The acts on the page of a case: each calls a verb of `articles.submissions`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.choices import ChangeReason, SubmissionState
from articles.forms import case as forms
from articles.models import Submission
from articles.submissions import handling, moderation


@dataclass(frozen=True)
class CaseVerb:
    """Something that a moderator can do with a case.

    `apply(case, by, answers)` does it and gives the sentence that says so; it raises Refused.
    `form` asks what it has to know.
    """

    name: str
    apply: Callable[[Submission, object, dict], str]
    form: type[forms.ActForm] = forms.ActForm


def _take(case, by, answers) -> str:
    handling.assign(case, by, by=by)
    return _("The case is yours now.")


def _assign(case, by, answers) -> str:
    to = answers["to"]
    handling.assign(case, to, by=by)
    return _("The case is assigned to %s.") % to if to else _("The case is assigned to nobody.")


def _due(case, by, answers) -> str:
    handling.set_due(case, answers["due_on"], by=by)
    return _("The day was noted.") if answers["due_on"] else _("The day was taken away.")


def _spam(case, by, answers) -> str:
    handling.mark_spam(case, True, by=by)
    return _("Marked as spam. It is declined once somebody does so.")


def _not_spam(case, by, answers) -> str:
    handling.mark_spam(case, False, by=by)
    return _("It is no longer marked as spam.")


def _duplicate(case, by, answers) -> str:
    handling.mark_duplicate(case, answers["of"], by=by)
    return _("Marked as a duplicate of %s.") % answers["of"].short_id


def _not_duplicate(case, by, answers) -> str:
    handling.mark_duplicate(case, None, by=by)
    return _("It is no longer marked as a duplicate.")


def _move(case, by, answers) -> str:
    to = SubmissionState(answers["to"])
    moderation.move(case, to, by=by, reason=ChangeReason(answers["reason"]))
    return _("The case is “%s” now.") % to.label


VERBS = (
    CaseVerb("take", _take),
    CaseVerb("assign", _assign, forms.AssignForm),
    CaseVerb("due", _due, forms.DueForm),
    CaseVerb("spam", _spam),
    CaseVerb("not_spam", _not_spam),
    CaseVerb("duplicate", _duplicate, forms.DuplicateForm),
    CaseVerb("not_duplicate", _not_duplicate),
    CaseVerb("move", _move, forms.MoveForm),
)
BY_NAME = {verb.name: verb for verb in VERBS}

#: Where the page of a case has buttons of its own, or opening it does it.
_ELSEWHERE = {SubmissionState.AWAITING_APPROVAL, SubmissionState.ACCEPTED, SubmissionState.ERASED}


def moves_of(case: Submission, user) -> list[forms.MoveForm]:
    """A form for each state into which the case can be moved here, the work's next step first."""
    now = SubmissionState(case.state)
    wanted = [to for to in SubmissionState if to in now.may_become - _ELSEWHERE]
    if now == SubmissionState.RECEIVED:  # whoever opens it begins the triage
        wanted.remove(SubmissionState.IN_TRIAGE)
    forward = {
        to: list(SubmissionState).index(to) <= list(SubmissionState).index(now) for to in wanted
    }
    wanted.sort(key=lambda to: (to == SubmissionState.DECLINED, forward[to]))
    return [forms.MoveForm(case, user, to=to) for to in wanted]
