"""Every address of the articles and testimonies in the admin, asked as each kind of person."""

import pytest
from django.contrib import admin
from django.urls import reverse

from articles import history
from articles.choices import Status
from articles.models import Article, Testimony
from tests.articles.admin.pages import filled
from tests.factories import make_article, make_person, make_testimony, make_user

pytestmark = pytest.mark.django_db

PEOPLE = ("nobody", "no role", "Moderators", "Administrators", "Editors")
LOGIN = 302  # for nobody: to the page for signing in
NOT, SEES, DONE, NO_SUCH_WAY = 403, 200, 302, 405

# (page, method): what nobody, staff without a role, moderators, administrators, editors get
# for a DRAFT. A POST sends what an editor's form would send.
OF_BOTH = {
    ("changelist", "get"): (LOGIN, NOT, SEES, SEES, SEES),
    ("history", "get"): (LOGIN, NOT, SEES, SEES, SEES),
    ("version", "get"): (LOGIN, NOT, SEES, SEES, SEES),
    ("deleted", "get"): (LOGIN, NOT, SEES, SEES, SEES),
    ("deleted_version", "get"): (LOGIN, NOT, SEES, SEES, SEES),
    ("preview", "get"): (LOGIN, NOT, SEES, SEES, SEES),
    ("preview", "post"): (LOGIN, NO_SUCH_WAY, NO_SUCH_WAY, NO_SUCH_WAY, NO_SUCH_WAY),
    ("change", "get"): (LOGIN, NOT, SEES, SEES, SEES),
    ("delete", "get"): (LOGIN, NOT, NOT, NOT, SEES),
    ("delete", "post"): (LOGIN, NOT, NOT, NOT, DONE),
    ("translate", "get"): (LOGIN, NO_SUCH_WAY, NO_SUCH_WAY, NO_SUCH_WAY, NO_SUCH_WAY),
}
OF_ARTICLES = OF_BOTH | {
    ("add", "get"): (LOGIN, NOT, NOT, NOT, SEES),
    ("add", "post"): (LOGIN, NOT, NOT, NOT, DONE),
    ("change", "post"): (LOGIN, NOT, NOT, NOT, DONE),
    ("version", "post"): (LOGIN, NOT, NOT, NOT, DONE),
    ("deleted_version", "post"): (LOGIN, NOT, NOT, NOT, DONE),
    ("translate", "post"): (LOGIN, NOT, NOT, NOT, DONE),
    ("from_link", "get"): (LOGIN, NOT, NOT, NOT, SEES),
    ("from_link", "post"): (LOGIN, NOT, NOT, NOT, SEES),
}
# Moderators write testimonies; they publish and delete none.
OF_TESTIMONIES = OF_BOTH | {
    ("add", "get"): (LOGIN, NOT, SEES, NOT, SEES),
    ("add", "post"): (LOGIN, NOT, DONE, NOT, DONE),
    ("change", "post"): (LOGIN, NOT, DONE, NOT, DONE),
    ("version", "post"): (LOGIN, NOT, DONE, NOT, DONE),
    ("deleted_version", "post"): (LOGIN, NOT, DONE, NOT, DONE),
    ("translate", "post"): (LOGIN, NOT, DONE, NOT, DONE),
}
# What is or was public is changed by those who may publish.
OF_PUBLIC_TESTIMONIES = {
    ("change", "get"): (LOGIN, NOT, SEES, SEES, SEES),
    ("change", "post"): (LOGIN, NOT, NOT, NOT, DONE),
    ("version", "post"): (LOGIN, NOT, NOT, NOT, DONE),
    ("delete", "post"): (LOGIN, NOT, NOT, NOT, DONE),
    ("translate", "post"): (LOGIN, NOT, DONE, NOT, DONE),
    ("preview", "get"): (LOGIN, NOT, SEES, SEES, SEES),
}


def _names(model) -> set[str]:
    start = f"articles_{model._meta.model_name}_"
    addresses = admin.site.get_model_admin(model).urls
    return {pattern.name.removeprefix(start) for pattern in addresses if pattern.name}


@pytest.mark.parametrize(("model", "table"), [(Article, OF_ARTICLES), (Testimony, OF_TESTIMONIES)])
def test_every_address_is_in_the_table(model, table):
    assert _names(model) == {page for page, _method in table}


def _rows(make, status):
    """An item with a history, and a version of a deleted one."""
    speaks = {} if make is make_article else {"speaker": make_person()}
    item, gone = make(status=status, title="Kept", **speaks), make(status="draft", title="Gone")
    history.keep_baseline(item)
    history.keep_baseline(gone)
    gone.delete()
    return item


def _address(item, page: str) -> str:
    model = type(item)
    arguments = {
        "changelist": [],
        "add": [],
        "from_link": [],
        "deleted": [],
        "deleted_version": [history.deleted(model).get().pk],
        "version": [item.pk, history.versions_of(item).get().pk],
    }.get(page, [item.pk])
    return reverse(f"admin:articles_{model._meta.model_name}_{page}", args=arguments)


def _sent(client, item, page: str) -> dict:
    """What an editor would send to the page."""
    client.force_login(make_user("Editors"))
    if page == "delete":
        return {"post": "yes"}
    if page == "version":
        return {"seen_version": item.version}
    if page not in {"add", "change"}:
        return {}
    changes = {"title": "Changed", "slug": "changed"} | (
        {"language": "en"} if page == "add" else {}
    )
    return filled(client.get(_address(item, page)), **changes) | {"_save": "1"}


def _sign_in(client, person: str) -> None:
    client.logout()
    if person == "no role":
        client.force_login(make_user(None, is_staff=True))
    elif person != "nobody":
        client.force_login(make_user(person))


CASES = [
    pytest.param(make, status, page, method, person, answer, id=f"{model}-{status}-{page}-{method}-{person}")
    for model, make, status, table in (
        ("article", make_article, Status.DRAFT, OF_ARTICLES),
        ("testimony", make_testimony, Status.DRAFT, OF_TESTIMONIES),
        ("testimony", make_testimony, Status.PUBLISHED, OF_PUBLIC_TESTIMONIES),
        ("testimony", make_testimony, Status.WITHDRAWN, OF_PUBLIC_TESTIMONIES),
    )
    for (page, method), answers in table.items()
    for person, answer in zip(PEOPLE, answers, strict=True)
]  # fmt: skip


@pytest.mark.parametrize(("make", "status", "page", "method", "person", "answer"), CASES)
def test_each_address_answers_each_person_as_the_table_says(
    client, make, status, page, method, person, answer
):
    item = _rows(make, status)
    address, data = _address(item, page), _sent(client, item, page) if method == "post" else {}
    before = _state(type(item))
    _sign_in(client, person)
    response = getattr(client, method)(address, data)
    assert response.status_code == answer
    goes_to_login = response.get("Location", "").startswith("/admin/login/")
    assert goes_to_login == (person == "nobody")
    if method == "get" or person == "nobody" or answer != DONE:
        assert _state(type(item)) == before
    else:
        assert _state(type(item)) != before


def _state(model):
    return [
        set(model.objects.values_list("pk", "title", "status", "version")),
        {version.pk for version in history.deleted(model)},
    ]


@pytest.mark.parametrize("person", ["Moderators", "Administrators", "no role"])
def test_words_of_a_draft_are_not_found_by_who_may_not_see_it(client, person):
    make_testimony(status="draft", title="Hidden words")
    client.force_login(make_user(None, is_staff=True) if person == "no role" else make_user(person))
    address = "/admin/autocomplete/?app_label=articles&model_name=article&field_name=testimony"
    response = client.get(address + "&term=Hidden")
    assert (response.status_code == 200) == (person != "no role")
