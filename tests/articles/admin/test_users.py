"""Staff accounts: administrators look after them and nobody climbs higher than the roles go."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import CommandError, call_command
from django.urls import reverse

from articles import history
from articles.accounts import second_factor
from articles.choices import AuditReason
from articles.models import AuditEntry
from articles.submissions import moderation
from tests.articles.admin.pages import errors_of, filled, text_of
from tests.cases import in_redaction
from tests.factories import make_topic, make_user
from tests.staff import StaffClient, give_app

pytestmark = pytest.mark.django_db

NEW = reverse("admin:auth_user_add")
PASSWORD = "a-long-enough-phrase"
ROLES = ("Editors", "Moderators", "Administrators")


@pytest.fixture
def administrator(client):
    user = make_user("Administrators", username="admin")
    client.force_login(user)
    return user


@pytest.fixture
def superuser():
    return make_user(None, username="root", is_staff=True, is_superuser=True)


def _page(user: User, name: str = "change") -> str:
    return reverse(f"admin:auth_user_{name}", args=[user.pk])


def _roles(user: User) -> set[str]:
    return set(User.objects.get(pk=user.pk).groups.values_list("name", flat=True))


def _keys(*roles: str) -> list[int]:
    return [Group.objects.get(name=role).pk for role in roles]


def _add(client, **data):
    typed = {"username": "jin", "password1": PASSWORD, "password2": PASSWORD} | data
    return client.post(NEW, filled(client.get(NEW)) | {"_save": "Save"} | typed)


def _change(client, user, **data):
    form = filled(client.get(_page(user))) | {"_save": "Save"} | data
    return client.post(_page(user), form)


#: What a manipulated form may send beside what it shows.
HIGHER = {"is_superuser": "on", "is_staff": "on"}


def _all_permissions() -> list[int]:
    return list(Permission.objects.values_list("pk", flat=True))


# --- What administrators do -----------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES)
def test_an_administrator_makes_an_account_in_a_role(client, administrator, role):
    assert _add(client, groups=_keys(role), first_name="Jin").status_code == 302
    user = User.objects.get(username="jin")
    assert (user.first_name, user.is_staff, user.is_active, user.is_superuser) == (
        "Jin",
        True,
        True,
        False,
    )
    assert _roles(user) == {role}
    client.logout()
    entered = client.post(reverse("admin:login"), {"username": "jin", "password": PASSWORD})
    assert entered.status_code == 302
    setting_up = client.get(reverse("admin:index"), follow=True)
    assert setting_up.redirect_chain[-1][0].startswith(reverse("admin:second_factor_setup"))


def test_an_administrator_changes_roles_and_closes_accounts(client, administrator):
    user = make_user("Editors", username="jin")
    assert _change(client, user, groups=_keys("Moderators")).status_code == 302
    assert _roles(user) == {"Moderators"}
    form = filled(client.get(_page(user))) | {"_save": "Save"}
    del form["is_active"]
    assert client.post(_page(user), form).status_code == 302
    assert not User.objects.get(pk=user.pk).is_active


def test_an_administrator_gives_a_colleague_a_new_password(client, administrator):
    user = make_user("Editors", username="jin")
    page = reverse("admin:auth_user_password_change", args=[user.pk])
    new = {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}
    assert client.post(page, new).status_code == 302
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("elevenchars", "This password is too short. It must contain at least 12 characters."),
        ("937461850273", "This password is entirely numeric."),
        ("jin.of.seoul1", "The password is too similar to the username."),
    ],
)
def test_weak_passwords_are_refused(client, administrator, password, sentence):
    response = _add(client, username="jin.of.seoul", password1=password, password2=password)
    assert errors_of(response)["password2"] == [sentence]
    assert set(User.objects.all()) == {administrator}


def test_the_list_shows_everybody_with_their_roles(client, administrator):
    user = make_user("Editors", username="jin")
    user.groups.add(*_keys("Moderators"))
    text = text_of(client.get(reverse("admin:auth_user_changelist")))
    assert "Editors, Moderators" in text
    korean = client.get(
        reverse("admin:auth_user_changelist"), headers={"accept-language": "ko"}
    ).content.decode()
    assert '<html lang="ko"' in korean


# --- What they cannot do --------------------------------------------------------------------


def test_no_account_is_made_a_superuser_or_gets_single_permissions(client, administrator):
    everything = HIGHER | {"user_permissions": _all_permissions()}
    assert _add(client, **everything).status_code == 302
    user = User.objects.get(username="jin")
    assert (user.is_superuser, user.user_permissions.count()) == (False, 0)
    assert _change(client, user, **everything).status_code == 302
    user.refresh_from_db()
    assert (user.is_superuser, user.user_permissions.count()) == (False, 0)


@pytest.mark.parametrize("roles", [ROLES, ("Editors",), ()])
def test_nobody_changes_their_own_roles(client, administrator, roles):
    data = HIGHER | {"groups": _keys(*roles), "user_permissions": _all_permissions()}
    assert _change(client, administrator, **data).status_code == 302
    administrator = User.objects.get(pk=administrator.pk)
    assert _roles(administrator) == {"Administrators"}
    assert (administrator.is_superuser, administrator.is_active, administrator.is_staff) == (
        False,
        True,
        True,
    )
    assert administrator.user_permissions.count() == 0


def test_a_superuser_is_out_of_reach(client, administrator, superuser):
    before = User.objects.values().get(pk=superuser.pk)
    assert client.get(_page(superuser)).status_code == 200  # to look at
    assert b'name="username"' not in client.get(_page(superuser)).content
    data = {"username": "mine", "is_active": "", "groups": _keys("Moderators"), "_save": "1"}
    password = {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}
    answers = [
        client.post(_page(superuser), data),
        client.post(_page(superuser, "password_change"), password),
        client.get(_page(superuser, "password_change")),
        client.post(_page(superuser, "delete"), {"post": "yes"}),
    ]
    assert {answer.status_code for answer in answers} == {403}
    assert User.objects.values().get(pk=superuser.pk) == before
    assert _roles(superuser) == set()


def test_accounts_are_not_deleted_together_where_one_may_not_be(client, administrator, superuser):
    plain = make_user("Editors", username="jin")
    together = {
        "action": "delete_selected",
        "_selected_action": [plain.pk, superuser.pk, administrator.pk],
        "post": "yes",
    }
    client.post(reverse("admin:auth_user_changelist"), together)
    assert User.objects.count() == 3


def test_nobody_deletes_their_own_account(client, administrator):
    assert client.post(_page(administrator, "delete"), {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=administrator.pk).exists()


def test_an_account_that_changed_something_stays_for_the_history(client, administrator):
    fresh, worked = make_user("Editors"), make_user("Editors")
    with history.recording(by=worked, reason="edited"):
        history.keep(make_topic())
    assert client.post(_page(fresh, "delete"), {"post": "yes"}).status_code == 302
    assert client.post(_page(worked, "delete"), {"post": "yes"}).status_code == 403
    assert set(User.objects.all()) == {administrator, worked}


def test_who_changes_their_own_password_has_to_know_the_old_one(client, administrator):
    page = reverse("admin:auth_user_password_change", args=[administrator.pk])
    new = {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}
    for answer in (
        client.get(page),
        client.post(page, new),
        client.get(page.replace("/user/", "/user/0")),
    ):
        assert (answer.status_code, answer.get("Location")) == (302, "/admin/password_change/")
    assert not User.objects.get(pk=administrator.pk).check_password(PASSWORD)


@pytest.mark.parametrize("page", ["add", "change", "delete"])
def test_roles_themselves_are_changed_by_nobody(client, administrator, superuser, page):
    editors = Group.objects.get(name="Editors")
    before = set(editors.permissions.all())
    arguments = [] if page == "add" else [editors.pk]
    address = reverse(f"admin:auth_group_{page}", args=arguments)
    data = {"name": "Editors", "permissions": _all_permissions(), "post": "yes"}
    for person in (administrator, superuser):
        client.force_login(person)
        assert client.post(address, data).status_code == 403
    assert set(editors.permissions.all()) == before
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)


@pytest.mark.parametrize("role", ["Editors", "Moderators", None])
def test_other_roles_reach_no_account(client, role):
    user = make_user(role, is_staff=True, username="jin")
    client.force_login(user)
    data = HIGHER | {"username": "jin", "groups": _keys("Administrators"), "_save": "1"}
    addresses = (NEW, _page(user), _page(user, "delete"), reverse("admin:auth_user_changelist"))
    assert {client.post(one, data).status_code for one in addresses} == {403}
    assert _roles(user) == ({role} if role else set())
    assert not User.objects.get(pk=user.pk).is_superuser


def test_a_superuser_may_make_superusers(client, superuser):
    client.force_login(superuser)
    user = make_user("Editors", username="jin")
    assert _change(client, user, is_superuser="on").status_code == 302
    assert User.objects.get(pk=user.pk).is_superuser


def test_nobody_gives_the_highest_role_away_so_that_one_is_always_left(client, superuser):
    client.force_login(superuser)
    form = filled(client.get(_page(superuser))) | {"_save": "Save", "groups": _keys("Editors")}
    assert client.post(_page(superuser), form).status_code == 302
    assert client.post(_page(superuser, "delete"), {"post": "yes"}).status_code == 403
    superuser.refresh_from_db()
    assert (superuser.is_superuser, superuser.is_active, _roles(superuser)) == (True, True, set())


def test_on_how_many_cases_somebody_worked_is_told_to_no_administrator(client, administrator):
    case, writer = in_redaction()
    moderation.open_case(case, by=writer, reason=AuditReason.REDACTION)
    bulk = {"action": "delete_selected", "_selected_action": [writer.pk]}
    pages = [
        client.get(_page(writer, "delete")),
        client.post(_page(writer, "delete"), {"post": "yes"}),
        client.post(reverse("admin:auth_user_changelist"), bulk),
        client.post(reverse("admin:auth_user_changelist"), bulk | {"post": "yes"}),
    ]
    assert [page.status_code for page in pages] == [403, 403, 200, 403]
    assert "ubmission" not in "".join(text_of(page) for page in pages)
    assert list(case.redactors.all()) == [writer]


# --- The second factor of a colleague -------------------------------------------------------


def test_an_administrator_resets_a_colleagues_second_factor_after_being_asked(
    client, administrator
):
    user, elsewhere = make_user("Moderators"), StaffClient()
    elsewhere.force_login(user)
    page = _page(user, "second_factor")
    assert f'href="{page}"' in client.get(_page(user)).content.decode()
    assert client.get(page).status_code == 200
    assert second_factor.has_factor(user)
    assert client.post(page).status_code == 302
    assert not second_factor.has_factor(user)
    assert elsewhere.get(reverse("admin:index")).status_code == 302
    entry = AuditEntry.objects.get(event="factor_reset")
    assert (entry.actor, entry.subject) == (administrator.pk, str(user.pk))


def test_nobody_resets_their_own_or_a_superusers_and_nobody_without_giving_theirs(
    client, administrator, superuser
):
    user = make_user("Editors")
    give_app(user)
    give_app(superuser)
    own = client.post(_page(administrator, "second_factor"))
    assert (own.status_code, own["Location"]) == (302, reverse("admin:account"))
    assert client.post(_page(superuser, "second_factor")).status_code == 403
    client.pass_time(15 * 60)
    asked = client.post(_page(user, "second_factor"))
    assert asked["Location"].startswith(reverse("admin:second_factor"))
    assert all(second_factor.has_factor(one) for one in (user, administrator, superuser))


def test_one_without_anybody_to_ask_resets_it_on_the_server():
    user = make_user("Administrators", username="jin")
    give_app(user)
    call_command("reset_second_factor", "jin")
    assert not second_factor.has_factor(user)
    with pytest.raises(CommandError, match="no account nobody"):
        call_command("reset_second_factor", "nobody")


# --- The trail ------------------------------------------------------------------------------


def test_what_becomes_of_accounts_is_recorded(client, administrator):
    _add(client, groups=_keys("Editors"))
    user = User.objects.get(username="jin")
    _change(client, user, first_name="Jin")  # no change of what somebody may do
    _change(client, user, groups=_keys("Moderators"))
    form = filled(client.get(_page(user))) | {"_save": "Save"}
    client.post(_page(user), {name: one for name, one in form.items() if name != "is_active"})
    _change(client, user, is_active="on")
    new = {"password1": PASSWORD + "x", "password2": PASSWORD + "x", "usable_password": "true"}
    client.post(_page(user, "password_change"), new | {"password2": "another"})
    client.post(_page(user, "password_change"), new)
    client.post(_page(user, "delete"), {"post": "yes"})
    entries = AuditEntry.objects.order_by("number").values_list("event", "actor", "subject")
    assert list(entries) == [
        (event, administrator.pk, str(user.pk))
        for event in (
            "account_made",
            "roles_changed",
            "roles_changed",
            "account_closed",
            "account_opened",
            "password_changed",
            "account_deleted",
        )
    ]


def test_closing_an_account_ends_its_sessions(client, administrator):
    user, elsewhere = make_user("Editors"), StaffClient()
    elsewhere.force_login(user)
    form = filled(client.get(_page(user))) | {"_save": "Save"}
    client.post(_page(user), {name: one for name, one in form.items() if name != "is_active"})
    User.objects.filter(pk=user.pk).update(is_active=True)
    assert elsewhere.get(reverse("admin:index")).status_code == 302
