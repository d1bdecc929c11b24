"""The verbs that move an item on its way to the public.

Each verb is a compare-and-set on the item's version and status, so that of two people who act
at once one wins and the other is told. Permissions are the caller's affair.
"""

from articles.publishing.claiming import claim
from articles.publishing.moving import back_to_draft, publish, send_to_review, withdraw
from articles.publishing.refusals import (
    AlreadyTranslated,
    Blocked,
    EditConflict,
    WrongStatus,
    record_name,
)
from articles.publishing.restoring import restore
from articles.publishing.translating import translate

__all__ = [
    "AlreadyTranslated",
    "Blocked",
    "EditConflict",
    "WrongStatus",
    "back_to_draft",
    "claim",
    "publish",
    "record_name",
    "restore",
    "send_to_review",
    "translate",
    "withdraw",
]
