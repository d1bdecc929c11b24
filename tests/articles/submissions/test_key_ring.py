"""The keys of moderators: what is stored, what is refused, what follows from retiring one."""

import base64

import pyrage
import pytest

from articles.choices import AuditEvent, SubmissionState
from articles.demo.keys import KEYS
from articles.models import AuditEntry, ModeratorKey, Submission
from articles.models.keys import today
from articles.submissions import key_ring, sealing
from articles.submissions.key_ring import (
    ArrivedInTheClear,
    ChangedMeanwhile,
    HasAKey,
    NotAKey,
    NotWrapped,
)
from articles.text import bech32
from tests.factories import make_moderator_key, make_recovery_key, make_submission, make_user

pytestmark = pytest.mark.django_db
WRAPPED = KEYS[0]["wrapped"]
HEADER = b"age-encryption.org/v1\n-> scrypt %s %d\n%s\n--- %s\n" % (b"A" * 22, 18, *[b"B" * 43] * 2)


def armored(content: bytes) -> str:
    text = base64.b64encode(content).decode()
    lines = [text[place : place + 64] for place in range(0, len(text), 64)]
    begin, end = (f"-----{word} AGE ENCRYPTED FILE-----" for word in ("BEGIN", "END"))
    return "\n".join([begin, *lines, end, ""])


def recipient() -> str:
    return str(pyrage.x25519.Identity.generate().to_public())


def events() -> list[tuple]:
    return list(AuditEntry.objects.order_by("number").values_list("event", "actor", "subject"))


def test_a_key_is_added_and_noted():
    user = make_user("Moderators")
    key = key_ring.add(user, public := recipient(), WRAPPED)
    assert (key.user, key.recipient, key.wrapped, key.made_on) == (user, public, WRAPPED, today())
    assert set(ModeratorKey.objects.active()) == {key}
    assert events() == [(AuditEvent.KEY_ADDED, user.pk, str(key.pk))]


def test_what_a_browser_or_the_command_age_wraps_is_taken():
    for wrapped in (armored(HEADER + b"x" * 120), KEYS[1]["wrapped"]):
        key_ring.add(make_user("Moderators"), recipient(), wrapped)
    assert ModeratorKey.objects.count() == 2


LOW_ORDER = bech32.encode("age", bytes(32))


@pytest.mark.parametrize(
    "public",
    [
        "",
        "age1",
        KEYS[0]["recipient"].upper(),
        KEYS[0]["recipient"][:-1] + "q",
        KEYS[0]["recipient"] + "\n",
        "age1pq1" + "q" * 55,
        "ssh-ed25519 AAAA",
        LOW_ORDER,
        bech32.encode("age", bytes([1]) + bytes(31)),
    ],
)
def test_what_is_no_public_half_is_refused(public):
    with pytest.raises(NotAKey):
        key_ring.add(make_user("Moderators"), public, WRAPPED)
    assert not ModeratorKey.objects.exists()


def test_the_public_half_of_another_key_is_refused():
    other, _identity = make_moderator_key(retired_on=today())
    recovery, _identity = make_recovery_key()
    for public in (other.recipient, recovery.recipient):
        with pytest.raises(NotAKey):
            key_ring.add(make_user("Moderators"), public, WRAPPED)
    assert set(ModeratorKey.objects.all()) == {other}


def test_the_keys_of_the_demonstration_are_refused_in_production(settings):
    settings.IS_LOCAL = False
    with pytest.raises(NotAKey):
        key_ring.add(make_user("Moderators"), sealing.KNOWN_TO_EVERYBODY[0], WRAPPED)


@pytest.mark.parametrize(
    "wrapped",
    [
        "",
        "-----BEGIN AGE ENCRYPTED FILE-----\n",
        WRAPPED.replace("\n", "\r\n"),
        WRAPPED + WRAPPED,
        "\n" + WRAPPED,
        WRAPPED.replace("A", "!", 1),
        armored(b"x" * 3_000),
        armored(HEADER.replace(b" 18\n", b" 14\n") + b"x" * 120),
        armored(HEADER.replace(b" 18\n", b" 21\n") + b"x" * 120),
        armored(HEADER.replace(b" 18\n", b" 018\n") + b"x" * 120),
        armored(HEADER.replace(b"-> scrypt", b"-> X25519 x\nB\n-> scrypt") + b"x" * 120),
        armored(pyrage.encrypt(b"x", [pyrage.x25519.Identity.generate().to_public()])),
    ],
)
def test_what_is_not_wrapped_with_a_costly_passphrase_is_refused(wrapped):
    with pytest.raises(NotWrapped):
        key_ring.add(make_user("Moderators"), recipient(), wrapped)
    key, _identity = make_moderator_key(wrapped=WRAPPED)
    with pytest.raises(NotWrapped):
        key_ring.rewrap(key, old=WRAPPED, new=wrapped)
    assert list(ModeratorKey.objects.values_list("wrapped", flat=True)) == [WRAPPED]


@pytest.mark.parametrize("disguise", [str, str.lower, " ".join, lambda text: text[:20] + "\n"])
def test_a_private_half_in_the_clear_is_never_stored(disguise):
    secret = disguise(str(pyrage.x25519.Identity.generate()))
    user = make_user("Moderators")
    for public, wrapped in (
        (secret, WRAPPED),
        (recipient(), secret),
        (recipient(), WRAPPED + secret),
    ):
        with pytest.raises(ArrivedInTheClear):
            key_ring.add(user, public, wrapped)
    inside = armored(HEADER + secret.encode() + b"x" * 60)
    if "AGE-SECRET-KEY" in secret:
        with pytest.raises(ArrivedInTheClear):
            key_ring.add(user, recipient(), inside)
    assert (ModeratorKey.objects.count(), events()) == (0, [])


def test_nobody_has_two_and_no_editor_has_one():
    user = make_user("Moderators")
    key = key_ring.add(user, recipient(), WRAPPED)
    with pytest.raises(HasAKey):
        key_ring.add(user, recipient(), WRAPPED)
    with pytest.raises(NotAKey):
        key_ring.add(make_user("Editors"), recipient(), WRAPPED)
    key_ring.retire(key, by=user)
    second = key_ring.add(user, recipient(), WRAPPED)
    assert set(ModeratorKey.objects.active()) == {second}


def test_of_two_who_change_a_passphrase_one_wins():
    key, _identity = make_moderator_key(wrapped=WRAPPED)
    first, second = (armored(HEADER + letter * 120) for letter in (b"x", b"y"))
    key_ring.rewrap(key, old=WRAPPED, new=first)
    with pytest.raises(ChangedMeanwhile):
        key_ring.rewrap(key, old=WRAPPED, new=second)
    key.refresh_from_db()
    assert key.wrapped == first
    assert events() == [(AuditEvent.KEY_REWRAPPED, key.user.pk, str(key.pk))]


def test_a_key_is_retired_once_and_then_stays_as_it_is():
    key, _identity = make_moderator_key(wrapped=WRAPPED)
    by = make_user("Administrators")
    key_ring.retire(key, by=by)
    for again in (
        lambda: key_ring.retire(key, by=by),
        lambda: key_ring.rewrap(key, old=WRAPPED, new=armored(HEADER + b"x" * 120)),
    ):
        with pytest.raises(ChangedMeanwhile):
            again()
    key.refresh_from_db()
    assert (key.retired_on, key.wrapped) == (today(), WRAPPED)
    assert events() == [(AuditEvent.KEY_REMOVED, by.pk, str(key.pk))]


def test_a_key_counts_as_long_as_its_owner_is_a_moderator():
    kept, _identity = make_moderator_key()
    left, _identity = make_moderator_key()
    left.user.groups.clear()
    make_moderator_key(make_user("Moderators", is_active=False))
    make_moderator_key(make_user("Editors"))
    assert set(ModeratorKey.objects.active()) == {kept}


def test_what_follows_from_retiring_a_key_is_known_before():
    (mine, _1), (other, _2) = make_moderator_key(), make_moderator_key()
    retired, _identity = make_moderator_key(retired_on=today())
    make_recovery_key()
    cases = {
        "both": make_submission(),
        "mine": make_submission(state=SubmissionState.ACCEPTED),
        "mine and a retired one": make_submission(),
        "other": make_submission(),
        "mine, declined": make_submission(state=SubmissionState.DECLINED),
    }
    cases["both"].keys.set([mine, other])
    cases["mine"].keys.set([mine])
    cases["mine and a retired one"].keys.set([mine, retired])
    cases["other"].keys.set([other])
    cases["mine, declined"].keys.set([mine])
    assert key_ring.lost_without(mine) == 2
    assert key_ring.closes_without(mine)
    third, _identity = make_moderator_key()
    assert not key_ring.closes_without(mine)
    assert not key_ring.closes_without(retired)

    waiting = Submission.objects.needed().sealed_to_others_than([mine, other, third], None)
    assert waiting.count() == 4
    only_both = Submission.objects.needed().sealed_to_others_than([mine, other], None)
    assert set(only_both) == {cases["mine"], cases["mine and a retired one"], cases["other"]}
