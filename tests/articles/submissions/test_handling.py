"""Whose a case is, until when, spam, duplicates: each act on what somebody saw, each noted."""

import pytest

from articles.choices import AuditEvent, ChangeReason
from articles.models import AuditEntry, Submission
from articles.models.keys import today
from articles.submissions import erasure, handling
from articles.submissions.refusals import ActedMeanwhile, DoesNotFit, IsErased
from tests.factories import make_submission, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return make_user("Moderators", username="mina")


ACTS = {
    "assign": lambda case, by: handling.assign(case, by, by=by),
    "due": lambda case, by: handling.set_due(case, today(), by=by),
    "spam": lambda case, by: handling.mark_spam(case, True, by=by),
    "duplicate": lambda case, by: handling.mark_duplicate(case, make_submission(), by=by),
}
EVENTS = {"assign": AuditEvent.CASE_ASSIGNED}


@pytest.mark.parametrize("act", ACTS)
def test_each_act_is_noted_and_refused_on_what_has_changed_since(moderator, act):
    case = make_submission()
    seen = Submission.objects.get(pk=case.pk)
    ACTS[act](case, moderator)
    stored = Submission.objects.get(pk=case.pk)
    assert stored.version == seen.version + 1
    (entry,) = AuditEntry.objects.all()
    assert (entry.event, entry.actor, entry.subject) == (
        EVENTS.get(act, AuditEvent.CASE_MARKED),
        moderator.pk,
        str(case.pk),
    )
    with pytest.raises(ActedMeanwhile):
        ACTS[act](seen, moderator)
    erasure.erase(stored, by=None, reason=ChangeReason.WITHDRAWN)
    with pytest.raises(IsErased):
        ACTS[act](stored, moderator)
    assert AuditEntry.objects.count() == 1


def test_a_case_is_given_to_moderators_who_work_here_and_taken_back(moderator):
    case = make_submission()
    gone = make_user("Moderators", is_active=False)
    for other in (make_user("Editors"), make_user("Administrators"), gone):
        with pytest.raises(DoesNotFit):
            handling.assign(case, other, by=moderator)
    handling.assign(case, moderator, by=moderator)
    assert Submission.objects.get().assigned_to == moderator
    handling.assign(case, None, by=moderator)
    assert Submission.objects.get().assigned_to is None


def test_there_are_no_chains_of_duplicates_and_no_circles(moderator):
    first, second, third, erased = (make_submission() for _number in range(4))
    erasure.erase(erased, by=None, reason=ChangeReason.WITHDRAWN)
    handling.mark_duplicate(second, first, by=moderator)
    refused = [
        (third, third),  # itself
        (first, second),  # a circle
        (third, second),  # a chain behind
        (first, third),  # a chain before
        (third, erased),
    ]
    for case, of in refused:
        with pytest.raises(DoesNotFit):
            handling.mark_duplicate(case, of, by=moderator)
    handling.mark_duplicate(second, None, by=moderator)
    handling.mark_duplicate(first, second, by=moderator)
    marked = Submission.objects.exclude(duplicate_of=None)
    assert set(marked.values_list("pk", "duplicate_of")) == {(first.pk, second.pk)}


def test_a_case_is_found_by_the_number_that_people_say(moderator):
    case, erased = make_submission(), make_submission()
    erasure.erase(erased, by=None, reason=ChangeReason.WITHDRAWN)
    assert handling.find(f" {case.short_id.upper()} ") == case
    for number in ("", "0000", "zzzzzzzz", "%%%%%%%%", erased.short_id, str(case.pk)):
        with pytest.raises(DoesNotFit):
            handling.find(number)
    make_submission(id=f"{case.short_id}-0000-4000-8000-000000000000")
    with pytest.raises(DoesNotFit):
        handling.find(case.short_id)
