"""How long what the public sends is kept. README.md says the same to people."""

import datetime as dt
from collections.abc import Callable, Iterator

from django.db import transaction

from articles.choices import ChangeReason, Purpose, SubmissionState
from articles.models import Notice, PressTip, SealedFile, Submission
from articles.models.keys import today
from articles.submissions import store
from articles.submissions.erasure import erase, scrub

# Days.
DECLINED, UNREAD, TIP, TOMBSTONE, NOTICE = 14, 90, 30, 14, 30
KEPT, NOT_KEPT = 730, 30
#: How long before it erases what nobody has read, or what nobody has reviewed, the site warns.
WARNING = 14
#: A sealed file without a row is what a broken connection left behind.
ORPHAN = dt.timedelta(days=2)


def days_ago(days: int) -> dt.date:
    return today() - dt.timedelta(days=days)


def review_day(submission: Submission) -> dt.date:
    """Until when an accepted case is kept, unless somebody reviews it: two years, or 30 days
    where the person who sent it has not allowed us to keep it."""
    kept = KEPT if submission.allows(Purpose.KEEP) else NOT_KEPT
    return today() + dt.timedelta(days=kept)


def erased_on(submission: Submission) -> dt.date | None:
    """The day on which the timer will erase a case, as far as it is known."""
    if submission.state == SubmissionState.ERASED:
        return None
    if submission.state == SubmissionState.DECLINED:
        return submission.since + dt.timedelta(days=DECLINED)
    if submission.state == SubmissionState.ACCEPTED:
        return submission.review_on
    if submission.read_on is None:
        return submission.arrived_on + dt.timedelta(days=UNREAD)


def due(*, ahead: int = 0):
    """The cases whose time is over today, or will be within `ahead` days."""
    declined, unread = DECLINED - ahead, UNREAD - ahead
    is_open = [state for state in SubmissionState if state.is_open]
    cases = Submission.objects
    return (
        cases.filter(state=SubmissionState.DECLINED, since__lte=days_ago(declined))
        | cases.filter(state__in=is_open, read_on=None, arrived_on__lte=days_ago(unread))
        | cases.filter(state=SubmissionState.ACCEPTED, review_on__lte=days_ago(-ahead))
    )


def coming():
    """The cases that are erased within WARNING days if nobody does anything."""
    return due(ahead=WARNING).exclude(pk__in=due().values("pk"))


def warnings() -> dict[str, int]:
    """What is erased within WARNING days, as sentences with their counts; empty ones are left out."""
    cases = coming()
    counted = {
        "declined, erased within 14 days": cases.filter(state=SubmissionState.DECLINED).count(),
        "kept, to be reviewed within 14 days or erased": cases.filter(
            state=SubmissionState.ACCEPTED
        ).count(),
        "not read by anybody, erased within 14 days": cases.filter(
            read_on=None, state__in=[state for state in SubmissionState if state.is_open]
        ).count(),
    }
    return {sentence: count for sentence, count in counted.items() if count}


def purge(each: Callable[[str], None] = lambda what: None) -> dict[str, int]:
    """Erase all whose time is over. Gives the count of each kind; may run twice at once.

    `each` is told of every single thing that was done.
    """
    done: dict[str, int] = {}
    for what in _steps():
        done[what] = done.get(what, 0) + 1
        each(what)
    if done or Submission.objects.filter(state=SubmissionState.ERASED).exists():
        scrub()
    return done


def _steps() -> Iterator[str]:
    for case in due():
        try:
            erase(case, by=None, reason=ChangeReason.RETENTION)
            yield "cases"
        except Submission.DoesNotExist:
            continue
    yield from ["press tips"] * PressTip.objects.filter(decided_on__lte=days_ago(TIP)).delete()[0]
    yield from ["notices"] * Notice.objects.filter(day__lte=days_ago(NOTICE)).delete()[0]
    erased = Submission.objects.filter(state=SubmissionState.ERASED, since__lte=days_ago(TOMBSTONE))
    for case in erased:
        case.delete()
        yield "traces of erased cases"
    yield from _files()


def _files() -> Iterator[str]:
    for file in SealedFile.objects.filter(file__startswith=store.ARRIVED):
        if _settle(file):
            yield "times of files"
    known = set(SealedFile.objects.values_list("file", flat=True))
    for name in store.names():
        if name not in known and _is_orphan(name):
            store.delete(name)
            yield "files without a case"


def _is_orphan(name: str) -> bool:
    return store.is_older_than(name, ORPHAN) and not SealedFile.objects.filter(file=name).exists()


def _settle(file: SealedFile) -> bool:
    """Copy a file, so that its inode tells the time of this run and not that of its arrival."""
    old = file.file.name
    try:
        new = store.copy_anew(old)
    except FileNotFoundError:
        return False
    with transaction.atomic():
        is_ours = SealedFile.objects.filter(pk=file.pk, file=old).update(file=new) == 1
    store.delete(old if is_ours else new)
    return is_ours
