"""The enumerations of the site. What is known about a choice lives in the choice."""

from articles.choices.audit import AuditEvent, AuditReason, FactorKind
from articles.choices.cases import ChangeReason, Purpose, Sender, SubmissionState, TipState
from articles.choices.dates import DatePrecision, year_alone
from articles.choices.items import Depth, Focus, Language, Medium, PageKind, Status, TestimonyKind
from articles.choices.links import CopyKind, Finding, LinkHealth, LinkKind

__all__ = [
    "AuditEvent",
    "AuditReason",
    "ChangeReason",
    "CopyKind",
    "DatePrecision",
    "Depth",
    "FactorKind",
    "Finding",
    "Focus",
    "Language",
    "LinkHealth",
    "LinkKind",
    "Medium",
    "PageKind",
    "Purpose",
    "Sender",
    "Status",
    "SubmissionState",
    "TestimonyKind",
    "TipState",
    "year_alone",
]
