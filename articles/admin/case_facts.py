"""What is known of a case without opening it."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q

from articles.choices import Sender, SubmissionState
from articles.models import Consent, StateChange, Submission
from articles.submissions import moderation, retention


@dataclass(frozen=True)
class Facts:
    """The facts of a case for somebody who works on it.

    `readers` are the names of those whose keys open it. `has_key` and `opens` say whether the one
    who looks has a key in use, and whether it is among them.
    """

    state: SubmissionState
    messages: int
    unread: int
    files: int
    notes: int
    readers: list[str]
    has_key: bool
    opens: bool
    consents: list[Consent]
    duplicates: list[Submission]
    changes: list[StateChange]
    erased_on: dt.date | None


def facts_of(case: Submission, user) -> Facts:
    key, keys = moderation.key_of(user), list(case.keys.select_related("user"))
    is_unread = Q(sender=Sender.SUBMITTER, read_on=None)
    messages = case.messages.aggregate(all=Count("pk"), unread=Count("pk", filter=is_unread))
    return Facts(
        state=SubmissionState(case.state),
        messages=messages["all"],
        unread=messages["unread"],
        files=case.files.count(),
        notes=case.notes.count(),
        readers=sorted({one.user.get_username() for one in keys}),
        has_key=key is not None,
        opens=key in keys,
        consents=list(case.consents.all()),
        duplicates=list(case.duplicates.all()),
        changes=list(case.changes.select_related("by")),
        erased_on=retention.erased_on(case),
    )
