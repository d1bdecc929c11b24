"""Signing in to the staff's pages, from both factors to the end of the session."""

import re

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.urls import reverse

from articles.accounts import pauses, second_factor
from articles.models import AuditEntry, SignInPause
from tests.articles.admin.pages import messages_of, text_of
from tests.factories import make_user
from tests.staff import StaffClient, code_of, give_app

pytestmark = pytest.mark.django_db

INDEX, LOGIN, LOGOUT = (reverse(f"admin:{name}") for name in ("index", "login", "logout"))
GIVE, SET_UP, CODES = (
    reverse(f"admin:{name}")
    for name in ("second_factor", "second_factor_setup", "second_factor_codes")
)
ACCOUNT = reverse("admin:account")
PASSWORD = "a long enough phrase"
LIST = reverse("admin:articles_article_changelist")


@pytest.fixture
def mina() -> User:
    return make_user("Editors", username="mina", password=PASSWORD)


def enter(client, password: str = PASSWORD, name: str = "mina", **extra):
    return client.post(LOGIN, {"username": name, "password": password, "next": LIST}, **extra)


def path_of(response) -> str:
    return response.request["PATH_INFO"]


def events() -> list[str]:
    return list(AuditEntry.objects.order_by("number").values_list("event", flat=True))


# --- The way in -----------------------------------------------------------------------------


def test_the_first_sign_in_sets_a_second_factor_up_and_goes_on_to_where_one_wanted(client, mina):
    page = client.get(enter(client)["Location"], follow=True)
    assert path_of(page) == SET_UP
    app = second_factor.new_app(mina)
    assert second_factor.key_of(app) in text_of(page)
    assert 'src="data:image/svg+xml' in page.content.decode()
    page = client.post(SET_UP, {"code": "000000", "next": LIST})
    assert "This code is not right." in text_of(page)
    assert second_factor.key_of(app) in text_of(page)
    page = client.post(SET_UP, {"code": code_of(app), "next": LIST}, follow=True)
    assert path_of(page) == CODES
    shown = client.post(CODES, {"next": LIST})
    codes = re.findall(r"<code>([\w-]+)</code>", shown.content.decode())
    assert len(codes) == 10
    assert f'href="{LIST}"' in shown.content.decode()
    assert client.get(LIST).status_code == 200
    assert "You have 10 unused codes" in text_of(client.get(CODES))  # and they are not shown again
    assert events() == ["signed_in", "factor_added", "confirmed", "codes_made"]


def test_the_next_sign_in_asks_for_a_code(client, mina):
    app = give_app(mina)
    page = client.get(enter(client)["Location"], follow=True)
    assert path_of(page) == GIVE
    assert "This code is not right" in text_of(client.post(GIVE, {"code": "000000"}))
    app.throttle_reset()
    done = client.post(GIVE, {"code": code_of(app), "next": LIST})
    assert (done.status_code, done["Location"]) == (302, LIST)
    assert client.get(LIST).status_code == 200
    assert events() == ["signed_in", "confirm_failed", "confirmed"]


def test_a_recovery_code_opens_once_and_says_how_many_are_left(client, mina):
    give_app(mina)
    code = second_factor.make_codes(mina)[0]
    enter(client)
    page = client.post(GIVE, {"code": code, "next": INDEX}, follow=True)
    assert messages_of(page) == [("warning", "Recovery codes left: 9. Make new ones in time.")]
    client.post(LOGOUT)
    enter(client)
    assert "This code is not right" in text_of(client.post(GIVE, {"code": code}))


def test_with_the_password_alone_nothing_opens(client, mina):
    give_app(mina)
    client.force_login(mina, factors=1)
    for address in (INDEX, LIST, CODES, ACCOUNT, reverse("admin:password_change"), "/admin/x/"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, GIVE), address
    for address in (reverse("admin:account_remove"), reverse("admin:articles_article_add"), CODES):
        answer = client.post(address, {"title": "Mine"})
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, GIVE), address
    assert second_factor.codes_left(mina) == 1  # as before


def test_who_has_a_factor_cannot_set_up_another_with_the_password_alone(client, mina):
    app = give_app(mina)
    client.force_login(mina, factors=1)
    assert client.get(SET_UP)["Location"].split("?")[0] == GIVE
    new = second_factor.new_app(mina)
    assert client.post(SET_UP, {"code": code_of(new)})["Location"].split("?")[0] == GIVE
    assert second_factor.app_of(mina) == app


def test_the_second_factor_of_another_session_or_person_counts_for_nothing(client, mina):
    other = make_user("Editors")
    client.force_login(other)
    device = client.session["otp_device_id"]
    client.force_login(mina, factors=1)
    client.change_session(otp_device_id=device)
    assert client.get(INDEX).status_code == 302


@pytest.mark.parametrize("there", ["https://elsewhere.example/", "//elsewhere.example", "/en/", ""])
def test_signing_in_never_leads_away(client, mina, there):
    app = give_app(mina)
    client.force_login(mina, factors=1)
    assert client.post(GIVE, {"code": code_of(app), "next": there})["Location"] == INDEX


def test_the_key_of_the_session_changes_with_each_factor(client, mina):
    """Who planted a session in somebody's browser does not get in with them."""
    client.get(LOGIN)
    client.force_login(make_user(), factors=1)
    keys = [client.session.session_key]
    enter(client)
    keys.append(client.session.session_key)
    client.post(GIVE, {"code": code_of(give_app(mina))})
    keys.append(client.session.session_key)
    assert len(set(keys)) == 3
    assert set(Session.objects.values_list("pk", flat=True)) == {keys[-1]}


def test_passwords_are_kept_by_argon2(settings):
    from nkdbcms import settings as real

    settings.PASSWORD_HASHERS = real.PASSWORD_HASHERS
    assert identify_hasher(make_user(password=PASSWORD).password).algorithm == "argon2"


# --- Wrong guesses --------------------------------------------------------------------------


def test_after_five_wrong_passwords_even_the_right_one_waits_and_the_page_says_how_long(
    client, mina
):
    for _turn in range(5):
        assert "Too many" not in text_of(enter(client, "wrong"))
    sentence = "Too many wrong attempts from here. Wait 15 minutes, then try again."
    assert sentence in text_of(enter(client))
    assert events() == ["sign_in_failed"] * 5 + ["locked_out"]
    SignInPause.objects.update(last_at="2020-01-01T00:00Z")
    assert enter(client).status_code == 302


def test_nobody_is_locked_out_from_elsewhere(client, mina):
    attacker = StaffClient(REMOTE_ADDR="203.0.113.9")
    for _turn in range(8):
        enter(attacker, "wrong")
    assert enter(attacker).status_code == 200
    assert enter(client).status_code == 302


def test_in_a_browser_that_is_known_nobody_is_locked_out_from_the_same_address(client, mina):
    """Behind one proxy, or in Tor, all visitors have one address."""
    enter(client)
    client.post(GIVE, {"code": code_of(give_app(mina))})
    client.post(LOGOUT)
    attacker = StaffClient()
    for _turn in range(8):
        enter(attacker, "wrong")
    assert enter(attacker).status_code == 200
    assert enter(client).status_code == 302
    assert client.cookies[pauses.COOKIE]["path"] == "/admin/"
    assert client.cookies[pauses.COOKIE]["httponly"]


def test_a_known_browser_is_known_for_one_account_and_can_be_locked_out_too(client, mina):
    make_user("Editors", username="jin", password=PASSWORD)
    enter(client)
    client.post(GIVE, {"code": code_of(give_app(mina))})
    client.post(LOGOUT)
    for _turn in range(6):
        enter(client, "wrong")
        enter(client, "wrong", name="jin")
    assert enter(client).status_code == 200
    assert enter(client, name="jin").status_code == 200


def test_names_that_exist_and_names_that_do_not_are_answered_alike(client, mina):
    def words(name: str) -> str:
        return text_of(enter(client, "wrong", name=name)).replace(name, "NAME")

    assert words("mina") == words("nobody")
    assert list(AuditEntry.objects.order_by("number").values_list("kind", "subject", "actor")) == [
        ("auth.user", str(mina.pk), None),
        ("", "", None),
    ]


def test_what_was_typed_is_kept_nowhere(client, mina, caplog):
    typed = "my-password-by-mistake"
    enter(client, "wrong-canary", name=typed)
    kept = str(list(AuditEntry.objects.values())) + str(list(SignInPause.objects.values()))
    assert typed not in kept + caplog.text
    assert "wrong-canary" not in kept + caplog.text


def test_guessing_codes_is_slowed_down_as_well(client, mina):
    give_app(mina)
    client.force_login(mina, factors=1)
    for _turn in range(5):
        client.post(GIVE, {"code": "aaaa-aaaa"})
    code = second_factor.make_codes(mina)[0]
    assert "Too many wrong attempts" in text_of(client.post(GIVE, {"code": code}))
    assert second_factor.codes_left(mina) == 10


# --- How long it lasts ----------------------------------------------------------------------


def test_a_session_ends_after_half_an_hour_without_anything(client, mina):
    client.force_login(mina)
    client.pass_time(29 * 60)
    assert client.get(INDEX).status_code == 200  # and is counted from here again
    client.pass_time(29 * 60)
    assert client.get(INDEX).status_code == 200
    client.pass_time(30 * 60)
    page = client.get(LIST, follow=True)
    assert path_of(page) == LOGIN
    assert messages_of(page) == [("info", "You were signed out, because your session had ended.")]
    assert client.get(INDEX).status_code == 302


def test_a_session_ends_after_twelve_hours_of_work(client, mina):
    client.force_login(mina)
    for _turn in range(12 * 3 - 1):
        client.pass_time(20 * 60)
        assert client.get(INDEX).status_code == 200
    client.pass_time(20 * 60)
    assert client.get(INDEX).status_code == 302


def test_a_session_of_which_nobody_knows_when_it_began_is_over(client, mina):
    client.force_login(mina)
    session = client.session
    del session["began"]
    session.save()
    assert client.get(INDEX).status_code == 302


def test_after_a_quarter_of_an_hour_what_is_most_sensitive_asks_again(client, mina):
    client.force_login(mina)
    client.pass_time(14 * 60)
    assert client.get(ACCOUNT).status_code == 200
    client.pass_time(60)
    asked = client.get(ACCOUNT, follow=True)
    assert (path_of(asked), client.get(LIST).status_code) == (GIVE, 200)
    assert "Is it still you?" in text_of(asked)
    code = code_of(second_factor.app_of(mina))
    again = client.post(asked.request["PATH_INFO"], {"code": code, "next": ACCOUNT}, follow=True)
    assert (path_of(again), again.status_code) == (ACCOUNT, 200)


def test_a_new_password_ends_the_other_sessions(client, mina):
    elsewhere = StaffClient()
    for browser in (client, elsewhere):
        browser.force_login(mina)
    new = "another long phrase"
    data = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post(reverse("admin:password_change"), data).status_code == 302
    assert client.get(INDEX).status_code == 200
    assert elsewhere.get(INDEX).status_code == 302
    assert events()[-1] == "password_changed"


def test_signing_out_everywhere_ends_every_session_of_this_account_only(client, mina):
    elsewhere, other = StaffClient(), StaffClient()
    client.force_login(mina)
    elsewhere.force_login(mina)
    other.force_login(make_user("Editors"))
    client.post(reverse("admin:account_sign_out"))
    assert [one.get(INDEX).status_code for one in (client, elsewhere, other)] == [302, 302, 200]


def test_an_account_that_is_closed_is_out_at_once(client, mina):
    client.force_login(mina)
    User.objects.filter(pk=mina.pk).update(is_active=False)
    assert client.get(INDEX).status_code == 302
    assert enter(client).status_code == 200


def test_signing_out_is_recorded(client, mina):
    client.force_login(mina)
    assert client.post(LOGOUT).status_code == 200
    assert events() == ["signed_out"]
    assert client.get(INDEX).status_code == 302
