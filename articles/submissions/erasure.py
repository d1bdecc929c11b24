"""Erasing: a case and what was made of it, so that nothing is left but that it was erased."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import audit, history, publishing
from articles.choices import AuditEvent, ChangeReason, Status, SubmissionState
from articles.models import SearchWord, StateChange, Submission, Testimony
from articles.models.keys import today
from articles.submissions import store
from articles.submissions.intake import locked

_NOTHING = {
    "state": SubmissionState.ERASED,
    "arrived_on": None,
    "language": "",
    "assigned_to": None,
    "due_on": None,
    "is_spam": False,
    "duplicate_of": None,
    "read_on": None,
    "review_on": None,
    "receipt_id": None,
    "receipt_recipient": "",
    "sealed": b"",
    "draft": None,
    "recovery_key": None,
}
_PARTS = ("files", "messages", "notes", "consents", "changes", "protected_names")
_PUBLIC_ONCE = {Status.PUBLISHED, Status.WITHDRAWN}


def erase(submission: Submission, *, by, reason: ChangeReason) -> None:
    """Erase a case, take off the site what was published of it and forget its texts.

    `by` is None for the person who sent it and for the timer. Raises Submission.DoesNotExist
    where it is erased already.
    """
    with transaction.atomic():
        case = locked(submission)
        draft, old, names = case.draft, case.state, list(case.files.values_list("file", flat=True))
        for name in _PARTS:
            getattr(case, name).all().delete()
        case.keys.clear()
        case.redactors.clear()
        Submission.objects.filter(pk=case.pk).update(
            **_NOTHING, since=today(), version=F("version") + 1
        )
        StateChange.objects.create(
            submission=case, old=old, new=SubmissionState.ERASED, by=by, reason=reason
        )
        if draft:
            _erase_testimony(draft)
        if by or reason == ChangeReason.RETENTION:
            # What the submitter does is not put between entries that tell the minute.
            audit.record(AuditEvent.CASE_ERASED, by=by, about=case, reason=reason)
        transaction.on_commit(lambda: [store.delete(name) for name in names])


def take_off(draft: Testimony, *, why: str = "") -> None:
    """Withdraw every language's version of a testimony from the site, whoever is editing it.

    `why` is what readers are told.
    """
    why = why or _("The person who sent it no longer allows it.")
    for version in draft.versions().filter(status=Status.PUBLISHED):
        while version.status == Status.PUBLISHED:
            try:
                publishing.withdraw(version, by=None, reason=why)
            except publishing.EditConflict:
                version.refresh_from_db()
        _forget_the_hour(version)


def scrub() -> None:
    """Make the database let go of what was deleted.

    SQLite overwrites a deleted row (secure_delete), but not the copies that stay behind where it
    moved rows between its pages: in 1 of 200 erased cases such a copy was found. VACUUM writes the
    file anew; a write-ahead log, where there is one, is emptied. PostgreSQL overwrites when it uses
    the space again. Inside a transaction there is nothing to let go of yet.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _erase_testimony(draft: Testimony) -> None:
    """What readers saw keeps its address, for the notice that it is gone; its texts go."""
    take_off(draft)
    for version in draft.versions():
        texts = version.title, version.summary
        _forget_traces(version)
        if version.status in _PUBLIC_ONCE:
            _blank(version)
        else:
            version.delete()
        SearchWord.forget(texts)


def _blank(version: Testimony) -> None:
    for name in ("title", "summary", "body", "place", "alias", "content_note", "forum"):
        setattr(version, name, "")
    version.date = None
    version.version += 1
    version.save()
    _forget_the_hour(version)
    version.links.all().delete()
    version.topics.clear()


def _forget_the_hour(version: Testimony) -> None:
    """Let the row and its newest kept version say the day on which they were changed, no more."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    type(version).objects.filter(pk=version.pk).update(updated_at=midnight)
    newest = history.versions_of(version).first()
    if newest:
        type(newest.revision).objects.filter(pk=newest.revision_id).update(date_created=midnight)


def _forget_traces(version: Testimony) -> None:
    history.forget(version)
    LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Testimony), object_id=str(version.pk)
    ).delete()
