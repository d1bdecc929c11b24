"""Every page of the staff, opened as each kind of person, under the strict content security policy."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.urls import reverse

from articles import audit, history
from articles.choices import AuditEvent
from articles.models import (
    Article,
    AuditEntry,
    ExternalLink,
    Image,
    ModeratorKey,
    Outlet,
    Person,
    PressTip,
    SitePage,
    Snapshot,
    Submission,
    Testimony,
    Topic,
)
from tests.factories import (
    make_article,
    make_image,
    make_moderator_key,
    make_outlet,
    make_person,
    make_press_tip,
    make_site_page,
    make_snapshot,
    make_submission,
    make_testimony,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db

PEOPLE = ("nobody", "reader", "no role", "Moderators", "Administrators", "Editors", "superuser")
LOGIN, NOT, SEES = 302, 403, 200
MAKERS = {
    Article: make_article,
    Testimony: make_testimony,
    Outlet: make_outlet,
    Person: make_person,
    Topic: make_topic,
    Image: make_image,
    SitePage: make_site_page,
    Snapshot: make_snapshot,
    Submission: make_submission,
    PressTip: make_press_tip,
    ModeratorKey: lambda: make_moderator_key()[0],
}

# What each kind of person gets. A reader has an account, but is no staff.
EVERYBODY = (LOGIN, LOGIN, SEES, SEES, SEES, SEES, SEES)
WITH_A_ROLE = (LOGIN, LOGIN, NOT, SEES, SEES, SEES, SEES)
EDITORS = (LOGIN, LOGIN, NOT, NOT, NOT, SEES, SEES)
EDITORS_AND_ADMINISTRATORS = (LOGIN, LOGIN, NOT, NOT, SEES, SEES, SEES)
ADMINISTRATORS = (LOGIN, LOGIN, NOT, NOT, SEES, NOT, SEES)
MODERATORS_AND_ADMINISTRATORS = (LOGIN, LOGIN, NOT, SEES, SEES, NOT, SEES)
MODERATORS = (LOGIN, LOGIN, NOT, SEES, NOT, NOT, SEES)
NOBODY = (LOGIN, LOGIN, NOT, NOT, NOT, NOT, NOT)

CONTENT = {
    "changelist": WITH_A_ROLE,
    "add": EDITORS,
    "change": WITH_A_ROLE,
    "delete": EDITORS,
    "history": WITH_A_ROLE,
    "version": WITH_A_ROLE,
    "deleted": WITH_A_ROLE,
    "deleted_version": WITH_A_ROLE,
}
ONLY_TO_LOOK_AT = {
    "changelist": ADMINISTRATORS,
    "add": NOBODY,
    "change": ADMINISTRATORS,
    "delete": NOBODY,
    "history": ADMINISTRATORS,
}
TABLE = {
    Article: CONTENT | {"preview": WITH_A_ROLE, "translate": None, "from_link": EDITORS},
    Testimony: CONTENT
    | {
        "add": (LOGIN, LOGIN, NOT, SEES, NOT, SEES, SEES),
        "preview": WITH_A_ROLE,
        "translate": None,
    },
    Outlet: CONTENT | {"merge": EDITORS},
    Person: CONTENT,
    Topic: CONTENT | {"merge": EDITORS},
    Image: CONTENT,
    SitePage: CONTENT | {"add": EDITORS_AND_ADMINISTRATORS},
    User: {
        "changelist": ADMINISTRATORS,
        "add": ADMINISTRATORS,
        "change": ADMINISTRATORS,
        "delete": ADMINISTRATORS,
        "history": ADMINISTRATORS,
        "password_change": ADMINISTRATORS,
        "second_factor": ADMINISTRATORS,
    },
    # What buttons and downloads do is tested in test_links.py, test_copies.py and test_press_tips.py.
    ExternalLink: {"changelist": WITH_A_ROLE, "change": WITH_A_ROLE, "act": None},
    Snapshot: {"changelist": WITH_A_ROLE, "change": WITH_A_ROLE, "file": None, "verify": None},
    # What is done to cases is tested in test_case.py and beside it.
    Submission: {
        "changelist": MODERATORS,
        "change": MODERATORS,
        "erase": MODERATORS,
        "open": None,
        "act": None,
        "review": None,
    }
    | dict.fromkeys(("sealed", "read", "message", "note", "export"))
    | dict.fromkeys(("redact", "preview", "approve", "names")),
    # What is done to keys is tested in test_keys.py and test_sealing_again.py.
    ModeratorKey: {
        "changelist": MODERATORS_AND_ADMINISTRATORS,
        "add": MODERATORS,
        "retire": MODERATORS_AND_ADMINISTRATORS,
    }
    | dict.fromkeys(("passphrase", "copy", "seal_again", "seal_begin", "seal_part", "seal_finish")),
    PressTip: {"changelist": MODERATORS, "change": MODERATORS, "act": None, "spam": None},
    Group: ONLY_TO_LOOK_AT,
    AuditEntry: ONLY_TO_LOOK_AT,
}
CASES = [
    pytest.param(model, page, answers, id=f"{model._meta.model_name}-{page}")
    for model, pages in TABLE.items()
    for page, answers in pages.items()
    if answers
]
# No list for POST requests only; those have tests of their own.
SITE = {
    "index": EVERYBODY,
    "login": (SEES, SEES, LOGIN, LOGIN, LOGIN, LOGIN, LOGIN),
    "password_change": (LOGIN, LOGIN, SEES, SEES, SEES, SEES, SEES),
    "password_change_done": (LOGIN, LOGIN, SEES, SEES, SEES, SEES, SEES),
    "jsi18n": EVERYBODY,
    "second_factor": (LOGIN, LOGIN, SEES, SEES, SEES, SEES, SEES),
    "second_factor_setup": (LOGIN, LOGIN, SEES, SEES, SEES, SEES, SEES),
    "second_factor_codes": (LOGIN, LOGIN, SEES, SEES, SEES, SEES, SEES),
    "account": (LOGIN, LOGIN, SEES, SEES, SEES, SEES, SEES),
}

# What the policy refuses, or would refuse if it were stricter still.
INLINE = re.compile(
    r"<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:|<script(?![^>]*\s(?:src|nonce)=)", re.IGNORECASE
)


@pytest.fixture
def people(client):
    """(name, a client of that person) one after the other."""

    def each():
        for name in PEOPLE:
            client.logout()
            if name == "reader":
                client.force_login(make_user(None))
            elif name == "no role":
                client.force_login(make_user(None, is_staff=True))
            elif name == "superuser":
                client.force_login(make_user(None, is_staff=True, is_superuser=True))
            elif name != "nobody":
                client.force_login(make_user(name))
            yield name, client

    return each


def _address(model, page: str) -> str:
    """A page of a model, where need be of a row with a history or of a deleted one."""
    prefix = f"{model._meta.app_label}_{model._meta.model_name}"
    if page in {"changelist", "add", "deleted", "from_link"}:
        return reverse(f"admin:{prefix}_{page}")
    if model is Group:
        return reverse(f"admin:{prefix}_{page}", args=[Group.objects.get(name="Editors").pk])
    if model is User:
        return reverse(f"admin:{prefix}_{page}", args=[make_user().pk])
    if model is AuditEntry:
        entry = audit.record(AuditEvent.SIGNED_IN, by=make_user())
        return reverse(f"admin:{prefix}_{page}", args=[entry.pk])
    if model is ExternalLink:
        return reverse(f"admin:{prefix}_{page}", args=[make_article().links.get().pk])
    row = MAKERS[model]()
    if model in history.PARTS:
        history.keep_baseline(row)
    if page == "deleted_version":
        row.delete()
        return reverse(f"admin:{prefix}_{page}", args=[history.deleted(model).get().pk])
    version = [history.versions_of(row).get().pk] if page == "version" else []
    return reverse(f"admin:{prefix}_{page}", args=[row.pk, *version])


def _names(model) -> set[str]:
    prefix = f"{model._meta.app_label}_{model._meta.model_name}_"
    patterns = admin.site.get_model_admin(model).urls
    return {pattern.name.removeprefix(prefix) for pattern in patterns if pattern.name}


def test_every_page_of_every_model_is_in_the_table():
    assert {model: _names(model) for model in admin.site._registry} == {
        model: set(pages) for model, pages in TABLE.items()
    }


@pytest.mark.parametrize(("model", "page", "answers"), CASES)
def test_each_page_opens_for_whom_it_should_and_carries_nothing_inline(
    people, model, page, answers
):
    address, got = _address(model, page), {}
    for name, client in people():
        response = client.get(address)
        got[name] = response.status_code
        assert INLINE.findall(response.content.decode()) == [], name
        if response.status_code == LOGIN:
            assert response["Location"].startswith("/admin/login/")
    assert got == dict(zip(PEOPLE, answers, strict=True))


@pytest.mark.parametrize(("page", "answers"), SITE.items(), ids=SITE)
def test_each_page_of_the_site_itself_does_so_too(people, page, answers):
    got = {}
    for name, client in people():
        response = client.get(reverse(f"admin:{page}"))
        got[name] = response.status_code
        if page != "jsi18n":
            assert INLINE.findall(response.content.decode()) == [], name
    assert got == dict(zip(PEOPLE, answers, strict=True))


@pytest.mark.parametrize("page", ["changelist", "add"])
@pytest.mark.parametrize("model", [Outlet, Person, Topic, Image])
def test_a_popup_carries_nothing_inline_either(client, model, page):
    client.force_login(make_user("Editors"))
    response = client.get(_address(model, page) + "?_popup=1")
    assert response.status_code == 200
    assert INLINE.findall(response.content.decode()) == []


@pytest.mark.parametrize(
    "html",
    [
        "<style>",
        '<p style="x">',
        '<a onclick="x()">',
        '<a href="javascript:x()">',
        "<script>x()</script>",
        '<script type="module">',
    ],
)
def test_what_the_policy_refuses_is_found(html):
    assert INLINE.search(html)


@pytest.mark.parametrize(
    "html", ['<script src="/a.js">', '<script type="importmap" nonce="x">', "<p>one = 1</p>"]
)
def test_what_the_policy_lets_through_is_not(html):
    assert not INLINE.search(html)


def test_a_list_with_filters_and_without_actions_carries_nothing_inline(client):
    """The stock list has a style element where there is no action to choose."""
    client.force_login(make_user("Moderators"))
    make_outlet()
    response = client.get(reverse("admin:articles_outlet_changelist") + "?is_proposed__exact=0")
    assert INLINE.findall(response.content.decode()) == []


def test_nobody_may_keep_a_page_or_show_it_in_a_frame(client):
    client.force_login(make_user("Editors"))
    response = client.get(reverse("admin:index"))
    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]


# --- The language of the pages --------------------------------------------------------------


def _language(client, **headers) -> str:
    html = client.get(reverse("admin:login"), headers=headers).content.decode()
    return re.search(r'<html lang="(\w+)"', html)[1]


def test_the_pages_speak_the_language_of_the_browser_until_another_is_chosen(client):
    assert _language(client) == "en"
    assert _language(client, accept_language="ko-KR,ko;q=0.9") == "ko"
    answer = client.post(reverse("admin:language"), {"language": "ko", "next": "/admin/login/"})
    assert (answer.status_code, answer["Location"]) == (302, "/admin/login/")
    assert _language(client, accept_language="en") == "ko"


def test_the_choice_stays_below_the_staff_pages(client):
    answer = client.post(reverse("admin:language"), {"language": "ko"})
    cookie = answer.cookies["django_language"]
    assert (cookie["path"], cookie["samesite"]) == ("/admin/", "Lax")
    assert cookie["httponly"]


@pytest.mark.parametrize(
    "there",
    ["https://elsewhere.example/", "//elsewhere.example/admin/", "/en/", "javascript:x", ""],
)
def test_choosing_a_language_never_leads_away(client, there):
    answer = client.post(reverse("admin:language"), {"language": "ko", "next": there})
    assert answer["Location"] == "/admin/"


def test_an_unknown_language_and_a_link_choose_nothing(client):
    assert not client.post(reverse("admin:language"), {"language": "xx"}).cookies
    assert client.get(reverse("admin:language"), {"language": "ko"}).status_code == 405
