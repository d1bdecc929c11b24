"""Press tips and sealed testimonies: where they stand, and what may be done with them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TipState(models.TextChoices):
    """What became of a press tip."""

    WAITING = "waiting", _("Waiting")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    MERGED = "merged", _("Merged with another")

    @property
    def is_decided(self) -> bool:
        return self is not TipState.WAITING


class SubmissionState(models.TextChoices):
    """Where a sealed testimony stands with the moderators."""

    RECEIVED = "received", _("Received")
    IN_TRIAGE = "in_triage", _("In triage")
    VERIFYING = "verifying", _("Being verified")
    REDACTING = "redacting", _("Being redacted")
    AWAITING_APPROVAL = "awaiting_approval", _("Awaiting approval")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    ERASED = "erased", _("Erased")

    @property
    def may_become(self) -> frozenset["SubmissionState"]:
        """The states that may follow. Everything may be erased; what is erased stays erased."""
        state = SubmissionState
        after = {
            state.RECEIVED: {state.IN_TRIAGE, state.DECLINED},
            state.IN_TRIAGE: {state.VERIFYING, state.DECLINED},
            state.VERIFYING: {state.REDACTING, state.IN_TRIAGE, state.DECLINED},
            state.REDACTING: {state.AWAITING_APPROVAL, state.VERIFYING, state.DECLINED},
            state.AWAITING_APPROVAL: {state.ACCEPTED, state.REDACTING, state.DECLINED},
            state.ACCEPTED: {state.REDACTING},
            state.DECLINED: {state.IN_TRIAGE},
        }.get(self, frozenset())
        return frozenset(after) | ({state.ERASED} - {self})

    def reasons_for(self, to: "SubmissionState") -> tuple["ChangeReason", ...]:
        """Why a case in this state may go to another one, the likeliest first."""
        state, reason = SubmissionState, ChangeReason
        if to == state.ERASED:
            return (*WHY_NOT, reason.WITHDRAWN, reason.RETENTION)
        if to == state.DECLINED:
            return WHY_NOT
        if to == state.ACCEPTED:
            return (reason.APPROVED,)
        order = list(state)
        goes_back = order.index(to) < order.index(self)
        return (reason.MORE_WORK, reason.TOO_DANGEROUS) if goes_back else (reason.PROGRESS,)

    @property
    def is_open(self) -> bool:
        """Somebody still has something to do."""
        return self not in {
            SubmissionState.ACCEPTED,
            SubmissionState.DECLINED,
            SubmissionState.ERASED,
        }

    @property
    def in_plain_words(self) -> str:
        """What the person who sent the testimony is told."""
        return TOLD[self]


TOLD = {
    SubmissionState.RECEIVED: _("It has arrived. Nobody has opened it yet."),
    SubmissionState.IN_TRIAGE: _("A moderator is reading it."),
    SubmissionState.VERIFYING: _("We are checking what it says. We may ask you something below."),
    SubmissionState.REDACTING: _(
        "We are taking out what could give somebody away. Nothing of it is public."
    ),
    SubmissionState.AWAITING_APPROVAL: _(
        "A second person is checking that it gives nobody away. Nothing of it is public."
    ),
    SubmissionState.ACCEPTED: _(
        "We keep it. Whether anything of it is published depends on what you allow below."
    ),
    SubmissionState.DECLINED: _("We cannot use it. It is erased 14 days after this decision."),
    SubmissionState.ERASED: _("It is erased."),
}


class Purpose(models.TextChoices):
    """What a person may allow us to do with a testimony. Each is asked for by itself."""

    KEEP = "keep", _("Keep it after the case is decided")
    CONTACT = "contact", _("Contact me in the way that I gave")
    ANALYSIS = "analysis", _("Use it for our own research")
    COURTS = "courts", _("Hand it to the United Nations and to courts")
    PUBLICATION = "publication", _("Publish it without my name")
    QUOTING = "quoting", _("Quote single sentences of it without my name")


class Sender(models.TextChoices):
    """Who wrote a message in a case."""

    SUBMITTER = "submitter", _("The person who sent the testimony")
    MODERATORS = "moderators", _("The moderators")


class ChangeReason(models.TextChoices):
    """Why a case changed its state, as a code: a sentence about it belongs into a sealed note."""

    PROGRESS = "progress", _("The work went on")
    MORE_WORK = "more_work", _("More work is needed")
    NOT_OURS = "not_ours", _("Outside our field")
    NOT_CREDIBLE = "not_credible", _("Could not be verified")
    SPAM = "spam", _("Spam")
    DUPLICATE = "duplicate", _("A duplicate of another case")
    TOO_DANGEROUS = "too_dangerous", _("Too dangerous for somebody")
    APPROVED = "approved", _("Approved by a second person")
    WITHDRAWN = "withdrawn", _("Withdrawn by the person who sent it")
    RETENTION = "retention", _("The time for keeping it is over")


#: Why a case is declined.
WHY_NOT = (
    ChangeReason.NOT_OURS,
    ChangeReason.NOT_CREDIBLE,
    ChangeReason.DUPLICATE,
    ChangeReason.SPAM,
    ChangeReason.TOO_DANGEROUS,
)
