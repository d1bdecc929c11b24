"""The buttons and bulk actions of the staff: each calls a verb of `articles.publishing`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import publishing
from articles.choices import Status
from articles.models import Publishable


@dataclass(frozen=True)
class Verb:
    """Something that the staff can do with an item."""

    name: str
    label: str
    done: str
    apply: Callable
    fits: Callable[[Publishable], bool]
    is_public: bool = True

    @property
    def button(self) -> str:
        return f"_{self.name}"


def _schedule(item, by, form):
    publishing.publish(item, by=by, at=form.cleaned_data["publish_at"])


def _withdraw(item, by, form):
    publishing.withdraw(item, by=by, reason=form.cleaned_data["reason"])


_WAITING = {Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN}

VERBS = (
    Verb(
        "review",
        gettext_lazy("Send to review"),
        gettext_lazy("“%s” was sent to review."),
        lambda item, by, form: publishing.send_to_review(item, by=by),
        lambda item: item.status == Status.DRAFT,
        is_public=False,
    ),
    Verb(
        "draft",
        gettext_lazy("Back to draft"),
        gettext_lazy("“%s” is a draft again."),
        lambda item, by, form: publishing.back_to_draft(item, by=by),
        lambda item: item.status == Status.IN_REVIEW or item.is_scheduled,
        is_public=False,
    ),
    Verb(
        "withdraw",
        gettext_lazy("Withdraw"),
        gettext_lazy("“%s” was withdrawn. It is off the site now."),
        _withdraw,
        lambda item: item.status == Status.PUBLISHED,
    ),
    Verb(
        "schedule",
        gettext_lazy("Schedule"),
        gettext_lazy("“%s” was scheduled."),
        _schedule,
        lambda item: item.status in _WAITING or item.is_scheduled,
    ),
    Verb(
        "publish",
        gettext_lazy("Publish"),
        gettext_lazy("“%s” was published."),
        lambda item, by, form: publishing.publish(item, by=by),
        lambda item: item.status in _WAITING or item.is_scheduled,
    ),
)
BY_BUTTON = {verb.button: verb for verb in VERBS}


def asked(data) -> Verb | None:
    """The verb whose button was pressed."""
    return next((verb for button, verb in BY_BUTTON.items() if button in data), None)


def may(verb: Verb, model_admin, request, item=None) -> bool:
    """Whether the signed-in person may do it. Taking a scheduled item back is about publishing."""
    if verb.is_public or (item is not None and item.is_scheduled):
        return model_admin.has_publish_permission(request)
    return model_admin.has_change_permission(request, item)


def apply_to_each(verb: Verb, model_admin, request, items, form=None) -> None:
    """Do it to each item by itself and tell what happened to each."""
    for item in items:
        if not may(verb, model_admin, request, item):
            raise PermissionDenied
        try:
            verb.apply(item, request.user, form)
        except publishing.Blocked as blocked:
            _tell(request, item, " ".join(blocked.reasons.values()))
        except publishing.WrongStatus as wrong:
            messages.warning(request, str(wrong))
        except publishing.EditConflict:
            _tell(
                request, item, _("Somebody else changed it at the same moment. Look at it again.")
            )
        else:
            messages.success(request, verb.done % item)


def _tell(request, item, reason: str) -> None:
    messages.error(request, f"{capfirst(str(item))}: {reason}")
