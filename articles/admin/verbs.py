"""The buttons and bulk actions of the staff: each calls a verb of `articles.publishing`."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import publishing
from articles.choices import Status
from articles.forms.publishable import ScheduleForm, WithdrawForm
from articles.models import Publishable
from articles.protection import digests_read_once


@dataclass(frozen=True)
class Verb:
    """Something that the staff can do with an item.

    `apply(item, by, answers)` does it, `fits(item)` says whether a button makes sense. `asks` is
    the form of what it has to know. What `needs_publishing` is for those who may publish. What
    `comes_first` is done before the form is saved: it takes the item off the site, so that gaps
    in it do no harm.
    """

    name: str
    label: str
    done: str
    apply: Callable[[Publishable, object, dict], None]
    fits: Callable[[Publishable], bool]
    asks: type[forms.Form] | None = None
    explanation: str = ""
    needs_publishing: bool = True
    comes_first: bool = False

    @property
    def button(self) -> str:
        return f"_{self.name}"


def _can_be_published(item: Publishable) -> bool:
    return item.status != Status.PUBLISHED or item.is_scheduled


VERBS = (
    Verb(
        name="review",
        label=gettext_lazy("Send to review"),
        done=gettext_lazy("“%s” was sent to review."),
        apply=lambda item, by, answers: publishing.send_to_review(item, by=by),
        fits=lambda item: item.status == Status.DRAFT,
        needs_publishing=False,
    ),
    Verb(
        name="draft",
        label=gettext_lazy("Back to draft"),
        done=gettext_lazy("“%s” is a draft again."),
        apply=lambda item, by, answers: publishing.back_to_draft(item, by=by),
        fits=lambda item: item.status == Status.IN_REVIEW or item.is_scheduled,
        needs_publishing=False,
        comes_first=True,
    ),
    Verb(
        name="publish",
        label=gettext_lazy("Publish"),
        done=gettext_lazy("“%s” was published."),
        apply=lambda item, by, answers: publishing.publish(item, by=by),
        fits=_can_be_published,
    ),
    Verb(
        name="schedule",
        label=gettext_lazy("Schedule"),
        done=gettext_lazy("“%s” was scheduled."),
        apply=lambda item, by, answers: publishing.publish(item, by=by, at=answers["publish_at"]),
        fits=_can_be_published,
        asks=ScheduleForm,
        explanation=gettext_lazy("These items appear on the site by themselves at that time."),
    ),
    Verb(
        name="withdraw",
        label=gettext_lazy("Withdraw"),
        done=gettext_lazy("“%s” was withdrawn. It is off the site now."),
        apply=lambda item, by, answers: publishing.withdraw(item, by=by, reason=answers["reason"]),
        fits=lambda item: item.status == Status.PUBLISHED,
        asks=WithdrawForm,
        explanation=gettext_lazy(
            "These items leave the site at once. Their addresses then say that the item was withdrawn."
        ),
        comes_first=True,
    ),
)
BY_NAME = {verb.name: verb for verb in VERBS}


def asked(data) -> Verb | None:
    """The verb whose button was pressed."""
    return next((verb for verb in VERBS if verb.button in data), None)


def may(verb: Verb, model_admin, request, item: Publishable) -> bool:
    """Whether the signed-in person may do it. Taking a scheduled item back is about publishing."""
    if verb.needs_publishing or (item.published_at and item.is_scheduled):
        return model_admin.has_publish_permission(request)
    return model_admin.has_change_permission(request, item)


@digests_read_once()
def apply_to_each(verb: Verb, model_admin, request, rows, answers: dict) -> None:
    """Do it to each item by itself, as it is at that moment, and tell what happened to each."""
    for key in list(rows.values_list("pk", flat=True)):
        item = model_admin.model.objects.get(pk=key)
        reason = _why_not(verb, model_admin, request, item, answers)
        if reason:
            messages.error(
                request, _("“%(title)s”: %(reason)s") % {"title": item, "reason": reason}
            )
        else:
            messages.success(request, verb.done % item)


def _why_not(verb: Verb, model_admin, request, item, answers: dict) -> str:
    """Do it; what stood in the way, or nothing."""
    if not may(verb, model_admin, request, item):
        return _("Your account may not do this. Ask an editor.")
    try:
        verb.apply(item, request.user, answers)
    except publishing.Blocked as blocked:
        publishing.record_name(blocked.reasons.values(), by=request.user, about=item)
        return " ".join(blocked.reasons.values())
    except publishing.WrongStatus as wrong:
        return str(wrong)
    except publishing.EditConflict:
        return _("Somebody else changed it at the same moment. Look at it again.")
    return ""
