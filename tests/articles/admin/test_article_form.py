import re

import pytest
from django.contrib.staticfiles import finders

from articles.choices import Status
from articles.models import Article, ExternalLink, Quoted, Redirect
from tests.articles.admin.pages import address, errors_of, filled, messages_of, text_of
from tests.factories import (
    make_article,
    make_draft,
    make_outlet,
    make_person,
    make_testimony,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db

ADD = "/admin/articles/article/add/"


@pytest.fixture
def editor(client):
    user = make_user("Editors", username="jin")
    client.force_login(user)
    return user


def test_the_form_asks_in_the_order_in_which_a_person_thinks(client, editor):
    page = client.get(ADD)
    asked = [
        "id_outlet", "id_outlet_date", "id_headline", "id_byline", "id_medium", "id_depth",
        "id_original_language", "id_no_public_original", "id_links-0-url", "id_language",
        "id_title", "id_summary", "id_body", "id_image", "id_topics", "id_testimony",
        "id_quoted-__prefix__-person", "id_slug", "id_publish_at",
    ]  # fmt: skip
    ids = re.findall(r'<(?:input|select|textarea)[^>]* id="(id_[^"]+)"', page.content.decode())
    assert [one for one in ids if one in asked] == asked


def test_what_is_typed_is_stored_with_its_rows_and_its_author(client, editor):
    outlet, topic, other = make_outlet(), make_topic("repatriation"), make_topic("detention")
    make_topic("unrelated")
    person, testimony = make_person("Hanna Song"), make_testimony()
    data = filled(
        client.get(ADD),
        outlet=outlet.pk,
        outlet_date="2023-06-14",
        headline="탈북민 강제송환",
        language="en",
        title="[Paper] Our statement",
        summary="Two\r\nlines",
        body="<p>Text <script>alert(1)</script></p>",
        original_language="ko",
        topics=[topic.pk, other.pk],
        testimony=testimony.pk,
        links__TOTAL_FORMS="2",
        links__0__url="paper.example/story",
        links__0__language="ko",
        links__1__kind="portal",
        links__1__url="https://portal.example/1",
        quoted__TOTAL_FORMS="1",
        quoted__0__person=person.pk,
        quoted__0__role="director",
    )
    response = client.post(ADD, data | {"_save": "1"})
    assert response.status_code == 302, errors_of(response)
    article = Article.objects.get()
    assert (article.slug, article.summary, article.body) == (
        "our-statement",
        "Two\nlines",
        "<p>Text </p>",
    )
    assert (article.status, article.version) == (Status.DRAFT, 1)
    assert (article.created_by, article.updated_by) == (editor, editor)
    assert (article.outlet, article.testimony) == (outlet, testimony)
    assert set(article.topics.all()) == {topic, other}
    assert set(article.links.values_list("kind", "url", "language")) == {
        ("original", "https://paper.example/story", "ko"),
        ("portal", "https://portal.example/1", ""),
    }
    assert set(article.quoted.values_list("person", "role")) == {(person.pk, "director")}


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"outlet_date": "14 nonsense"}, {"outlet_date"}),
        ({"outlet": "99999"}, {"outlet"}),
        ({"topics": ["99999"]}, {"topics"}),
        ({"slug": "two words"}, {"slug"}),
        ({"slug": "-"}, {"slug"}),
        ({"slug": "../etc"}, {"slug"}),
        ({"slug": "taken"}, {"slug"}),
        ({"language": "fr"}, {"language"}),
        ({"original_language": "Korean!"}, {"original_language"}),
        ({"title": "x" * 301}, {"title"}),
        ({"links-0-url": "javascript:alert(1)"}, {"links-0-url"}),
        ({"links-0-url": "data:text/html,x"}, {"links-0-url"}),
        ({"links-0-url": "ftp://paper.example/x"}, {"links-0-url"}),
        ({"links-0-url": "https://" + "x" * 2000 + ".example"}, {"links-0-url"}),
    ],
)
def test_wrong_input_is_told_beside_its_field_and_nothing_is_lost(client, editor, typed, wrong):
    make_draft(slug="taken")
    data = filled(client.get(ADD), language="en", title="A title", summary="Kept") | typed
    response = client.post(ADD, data | {"_save": "1"})
    assert response.status_code == 200
    assert set(errors_of(response)) == wrong
    again = filled(response)
    assert again["summary"] == ["Kept"]
    for name, value in typed.items():
        if name not in {"outlet", "topics", "language"}:  # a choice that is not there is none
            assert again[name] == [value]
    assert Article.objects.count() == 1


def test_the_same_address_may_be_used_in_the_other_language(client, editor):
    make_draft(language="ko", slug="same")
    data = filled(client.get(ADD), language="en", title="A title", slug="same")
    assert client.post(ADD, data | {"_save": "1"}).status_code == 302


def test_an_address_in_hangul_is_kept_composed(client, editor):
    data = filled(client.get(ADD), language="ko", title="제목", slug="강제송환")
    client.post(ADD, data | {"_save": "1"})
    assert Article.objects.get().slug == "강제송환"


def test_a_person_or_an_address_twice_is_told_at_its_row(client, editor):
    person = make_person()
    draft = make_draft(link="https://paper.example/1")
    data = filled(
        client.get(address(draft)),
        quoted__TOTAL_FORMS="2",
        quoted__0__person=person.pk,
        quoted__1__person=person.pk,
        links__TOTAL_FORMS="2",
        links__1__kind="portal",
        links__1__url="https://paper.example/1",
    )
    response = client.post(address(draft), data | {"_save": "1"})
    assert set(errors_of(response)) == {"quoted-1-person", "links-1-url"}
    assert not Quoted.objects.exists()


def test_a_draft_takes_its_address_from_the_title_until_readers_know_it(client, editor):
    draft = make_draft(title="", slug="")
    page = client.get(address(draft))
    assert filled(page)["slug"] == [""]
    client.post(address(draft), filled(page, title="A better title") | {"_save": "1"})
    draft.refresh_from_db()
    assert draft.slug == "a-better-title"

    public = make_article(title="First", slug="first")
    page = client.get(address(public))
    client.post(address(public), filled(page, title="Second") | {"_save": "1"})
    public.refresh_from_db()
    assert public.slug == "first"


def test_a_new_address_of_a_public_item_leaves_a_redirect_and_says_so(client, editor):
    article = make_article(slug="old")
    former = article.get_absolute_url()
    page = client.get(address(article))
    assert "the former address leads to the new one" in text_of(page)
    response = client.post(
        address(article), filled(page, slug="new") | {"_continue": "1"}, follow=True
    )
    article.refresh_from_db()
    assert Redirect.target_of(former) == article
    told = [text for _level, text in messages_of(response) if former in text]
    assert len(told) == 1
    assert article.get_absolute_url() in told[0]


@pytest.mark.parametrize(
    ("make", "fixed"),
    [
        (lambda: make_draft(), False),
        (lambda: make_article(), True),
        (lambda: make_article(status=Status.WITHDRAWN), True),
        (lambda: _with_other_language(make_draft()), True),
    ],
)
def test_the_language_is_fixed_when_it_is_known_elsewhere(client, editor, make, fixed):
    item = make()
    page = client.get(address(item))
    assert ("language" not in filled(page)) == fixed
    client.post(address(item), filled(page, language="ko") | {"_save": "1"})
    item.refresh_from_db()
    assert item.language == ("en" if fixed else "ko")


def _with_other_language(draft):
    make_draft(language="ko", translation_key=draft.translation_key)
    return draft


def test_what_an_import_was_not_sure_of_stands_on_top_until_it_is_settled(client, editor):
    draft = make_draft(import_notes="Is it 14 June?\nIs “Paper” new?")
    page = client.get(address(draft))
    html = page.content.decode()
    assert html.index("Is it 14 June?") < html.index('id="id_outlet_date"')
    client.post(address(draft), filled(page, import_notes="") | {"_save": "1"})
    settled = client.get(address(draft))
    assert "The import was not sure" not in text_of(settled)
    assert "import_notes" not in filled(settled)


def test_a_link_that_lost_its_address_is_pointed_at(client, editor):
    draft = make_draft(link=None)
    ExternalLink.objects.create(article=draft, url="", label="click here")
    html = client.get(address(draft)).content.decode()
    assert "The address got lost. Paste it here, or delete the link." in html


def test_the_text_of_the_other_language_is_at_hand(client, editor):
    draft = make_draft()
    make_draft(
        language="ko", translation_key=draft.translation_key, title="제목", body="<p>본문</p>"
    )
    html = client.get(address(draft)).content.decode()
    assert '<details class="other-version" lang="ko">' in html
    assert "<p>본문</p>" in html


def test_the_editor_runs_under_the_strict_policy(client, editor):
    """The import map has the nonce of the header, and nothing else on the page is inline."""
    response = client.get(ADD)
    html = response.content.decode()
    policy = response["Content-Security-Policy"]
    nonce = re.search(r'<script type="importmap" nonce="([^"]+)"', html)[1]
    assert f"'nonce-{nonce}'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<style|\sstyle=|\son\w+=", html)
    assert not re.findall(r"<script(?![^>]*(?:src=|importmap))", html)


def test_the_rules_that_the_editor_would_inject_are_in_our_own_file():
    script = _static("django_prose_editor/editor.js")
    ours = _static("css/admin-forms.css")
    injected = re.search(r"`\.ProseMirror \{.*?`", script, re.S)[0]
    selectors = {
        selector.strip()
        for group in re.findall(r"([^{}`]+)\{", injected)
        for selector in group.split(",")
        if "@" not in selector and "%" not in selector
    }
    assert selectors
    # The prefixed form is for browsers older than those that run the editor at all.
    missing = {one for one in selectors if one not in ours and "-moz-" not in one}
    assert missing == set()


def _static(path: str) -> str:
    with open(finders.find(path), encoding="utf-8") as file:  # noqa: PTH123 - a found path
        return file.read()


def test_topics_can_be_made_in_place(client, editor):
    html = client.get(ADD).content.decode()
    assert 'id="add_id_topics"' in html
    client.force_login(make_user("Moderators"))
    html = client.get("/admin/articles/testimony/add/").content.decode()
    assert 'id="add_id_topics"' not in html


@pytest.mark.parametrize("field", ["outlet", "image", "testimony", "topics"])
def test_choices_are_found_while_typing(client, editor, field):
    make_topic("repatriation", name_ko="강제송환", synonyms="forced return")
    make_topic("detention")
    make_outlet("Paper of Repatriation")
    make_outlet("Other Paper")
    address_of = "/admin/autocomplete/?app_label=articles&model_name=article&term=repat"
    found = client.get(f"{address_of}&field_name={field}").json()["results"]
    wanted = {
        "outlet": ["Paper of Repatriation"],
        "topics": ["Repatriation (강제송환)"],
        "image": [],
        "testimony": [],
    }
    assert [one["text"] for one in found] == wanted[field]


def test_who_may_only_look_sees_the_text_and_no_field_to_fill(client):
    draft = make_draft(body="<p>Our <strong>text</strong></p>", topics=[make_topic("china")])
    client.force_login(make_user("Administrators"))
    page = client.get(address(draft))
    assert "<p>Our <strong>text</strong></p>" in page.content.decode()
    assert "China" in text_of(page)
    assert {name for name in filled(page) if not name.endswith("_FORMS")} <= {
        "csrfmiddlewaretoken",
        "seen_version",
        "links-0-id",
        "links-0-article",
        "q",
        "next",
        "language",
    }
