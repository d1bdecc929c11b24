"""Buttons and bulk actions: publish, schedule, withdraw, review, draft, and the other language."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from articles import history
from articles.choices import Status
from articles.models import Article, ExternalLink, Testimony
from tests.articles.admin.pages import (
    address,
    buttons_of,
    errors_of,
    filled,
    list_of,
    messages_of,
    text_of,
)
from tests.factories import (
    make_article,
    make_draft,
    make_image,
    make_outlet,
    make_person,
    make_testimony,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db

LATER = timezone.now() + dt.timedelta(days=2)
SEOUL = dt.timezone(dt.timedelta(hours=9))
VERBS = {"_publish", "_schedule", "_withdraw", "_review", "_draft"}


@pytest.fixture
def editor(client):
    user = make_user("Editors", username="jin")
    client.force_login(user)
    return user


def _press(client, item, button, follow=False, **changes):
    page = client.get(address(item))
    return client.post(address(item), filled(page, **changes) | {button: "1"}, follow=follow)


def _make_scheduled(**overrides):
    return make_article(status=Status.PUBLISHED, published_at=LATER, **overrides)


# --- buttons --------------------------------------------------------------------------------


def test_publish_saves_and_publishes_at_once(client, editor):
    draft = make_draft(title="Old", link=None)
    response = _press(
        client, draft, "_publish", follow=True, title="New", links__0__url="https://paper.example/1"
    )
    draft.refresh_from_db()
    assert (draft.title, draft.status, draft.is_visible) == ("New", Status.PUBLISHED, True)
    assert draft.updated_by == editor
    [(level, text)] = messages_of(response)
    assert (level, "was published" in text, draft.get_absolute_url() in text) == (
        "success",
        True,
        True,
    )
    newest, baseline = history.versions_of(draft)
    assert newest.field_dict["status"] == Status.PUBLISHED
    assert (newest.revision.user, baseline.revision.user) == (editor, None)


def test_a_new_article_can_be_published_from_its_first_form(client, editor):
    outlet = make_outlet()
    add = "/admin/articles/article/add/"
    data = filled(
        client.get(add),
        outlet=outlet.pk,
        outlet_date="2023-06-14",
        language="en",
        title="New",
        summary="Text",
        links__0__url="https://paper.example/1",
    )
    response = client.post(add, data | {"_publish": "1"})
    article = Article.objects.get()
    assert response["Location"] == address(article)
    assert article.is_visible
    [only] = history.versions_of(article)
    assert (only.revision.user, only.field_dict["status"]) == (editor, Status.PUBLISHED)


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        ({"title": ""}, {"title"}),
        ({"summary": "", "body": ""}, {"summary"}),
        ({"outlet": ""}, {"outlet"}),
        ({"outlet_date": ""}, {"outlet_date"}),
        ({"outlet_date": "2999-01-01"}, {"outlet_date"}),
        ({"links-0-DELETE": "on"}, {"no_public_original"}),
        ({"links-0-url": ""}, {"links-0-url"}),
        (
            {"title": "", "outlet": "", "outlet_date": "", "links-0-DELETE": "on"},
            {"title", "outlet", "outlet_date", "no_public_original"},
        ),
    ],
)
@pytest.mark.parametrize("start", ["draft", "public", "scheduled", "new"])
def test_what_blocks_is_told_beside_its_field_and_nothing_is_lost(
    client, editor, start, missing, told
):
    makers = {"draft": make_draft, "public": make_article, "scheduled": _make_scheduled}
    outlet = make_outlet()
    if start == "new":
        here, item = "/admin/articles/article/add/", None
    else:
        item = makers[start](outlet=outlet, title="Stored", summary="Stored")
        here = address(item)
    typed = {
        "outlet": str(outlet.pk),
        "outlet_date": "2023-06-14",
        "language": "en",
        "title": "Typed",
        "summary": "Typed",
        "byline": "Typed",
        "links-0-url": "https://paper.example/typed",
    } | missing
    if start == "new" and "links-0-DELETE" in missing:
        typed["links-0-url"] = ""
    if start == "new" and missing == {"links-0-url": ""}:
        typed["links-0-label"] = "click here"
    button = "_save" if start == "public" else "_publish"
    response = client.post(here, filled(client.get(here)) | typed | {button: "1"})
    assert response.status_code == 200
    errors = errors_of(response)
    if start == "public" and missing == {"links-0-url": ""}:
        told = {"links", "no_public_original"}
    assert set(errors) - {"no_public_original"} == told - {"no_public_original"}
    assert told <= set(errors)
    assert all(len(sentences) == 1 for sentences in errors.values())
    again = filled(response)
    assert again["byline"] == ["Typed"]
    assert again["title"] == [typed["title"]]
    if item is None:
        assert not Article.objects.exists()
    else:
        stored = Article.objects.get()
        assert (stored.title, stored.version, stored.status) == ("Stored", 1, item.status)
        assert [link.url for link in stored.links.all()] == ["https://paper.example/story"]


def test_a_picture_without_words_and_a_proposed_outlet_block(client, editor):
    image, outlet = make_image(alt="", alt_ko="한국어"), make_outlet(is_proposed=True)
    draft = make_draft(image=image, outlet=outlet)
    assert set(errors_of(_press(client, draft, "_publish"))) == {"image", "outlet"}
    korean = make_draft(image=image, language="ko")
    assert _press(client, korean, "_publish").status_code == 302


def test_no_public_original_takes_the_place_of_a_link(client, editor):
    draft = make_draft(link=None)
    assert _press(client, draft, "_publish", no_public_original="on").status_code == 302
    draft.refresh_from_db()
    assert draft.is_visible


def test_a_public_item_can_be_saved_while_a_link_takes_the_place_of_another(client, editor):
    article = make_article()
    response = _press(
        client,
        article,
        "_save",
        title="New",
        links__0__DELETE="on",
        links__1__kind="original",
        links__1__url="https://paper.example/new",
        links__TOTAL_FORMS="2",
    )
    assert response.status_code == 302
    article.refresh_from_db()
    assert (article.title, article.is_visible) == ("New", True)


def test_an_unfinished_link_below_a_public_item_is_told_at_the_links(client, editor):
    article = make_article()
    response = _press(
        client,
        article,
        "_save",
        links__1__kind="portal",
        links__1__label="click here",
        links__TOTAL_FORMS="2",
    )
    assert errors_of(response) == {
        "links": ["A link has no address yet. Complete it or remove it."]
    }


@pytest.mark.parametrize("make", [make_draft, _make_scheduled])
def test_schedule_takes_a_time_of_seoul(client, editor, make):
    draft = make()
    response = _press(client, draft, "_schedule", follow=True, publish_at="2999-01-02T09:30")
    draft.refresh_from_db()
    assert draft.is_scheduled
    assert draft.published_at == dt.datetime(2999, 1, 2, 9, 30, tzinfo=SEOUL)
    assert "was scheduled" in messages_of(response)[0][1]
    assert "Jan. 2, 2999, 9:30 a.m. (Seoul time)" in text_of(response)
    assert filled(response)["publish_at"] == ["2999-01-02T09:30"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Enter the day and the time at which to publish it."),
        ("2001-01-01T09:00", "This time has passed. Enter a later one, or press “Publish”."),
        ("tomorrow", "Enter a valid date/time."),
    ],
)
def test_schedule_wants_a_time_to_come(client, editor, typed, sentence):
    draft = make_draft()
    response = _press(client, draft, "_schedule", publish_at=typed, byline="Typed")
    assert errors_of(response) == {"publish_at": [sentence]}
    assert filled(response)["publish_at"] == [typed]
    assert sentence in text_of(response)
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT


def test_the_time_and_the_reason_count_only_for_their_own_buttons(client, editor):
    draft = make_draft(title="Old")
    assert _press(client, draft, "_save", publish_at="nonsense", title="New").status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.status) == ("New", Status.DRAFT)


def test_a_scheduled_item_can_be_published_now_or_taken_back(client, editor):
    item = _make_scheduled()
    assert buttons_of(client.get(address(item))) & VERBS == VERBS - {"_review"}
    _press(client, item, "_publish")
    item.refresh_from_db()
    assert item.is_visible
    item = _make_scheduled()
    _press(client, item, "_draft", title="Saved too")
    item.refresh_from_db()
    assert (item.status, item.published_at, item.title) == (Status.DRAFT, None, "Saved too")


def test_withdraw_wants_its_reason(client, editor):
    article = make_article()
    response = _press(client, article, "_withdraw", reason="  ")
    assert errors_of(response) == {
        "reason": ["Say why it is withdrawn. Only the staff see the reason."]
    }
    response = _press(client, article, "_withdraw", reason="the source was wrong", follow=True)
    article.refresh_from_db()
    assert (article.status, article.withdrawal_reason) == (
        Status.WITHDRAWN,
        "the source was wrong",
    )
    assert "Withdrawn: the source was wrong" in text_of(response)


def test_an_item_with_gaps_can_be_withdrawn(client, editor):
    """In haste nobody should have to mend what is to vanish."""
    article = make_article(link=None)
    response = _press(client, article, "_withdraw", reason="hurry", title="", outlet="")
    assert response.status_code == 302
    article.refresh_from_db()
    assert (article.status, article.title, article.outlet) == (Status.WITHDRAWN, "", None)


def test_review_and_back(client, editor):
    draft = make_draft()
    _press(client, draft, "_review", title="Typed")
    draft.refresh_from_db()
    assert (draft.status, draft.title) == (Status.IN_REVIEW, "Typed")
    _press(client, draft, "_draft")
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT


@pytest.mark.parametrize(
    ("status", "role", "buttons"),
    [
        ("draft", "Editors", {"_publish", "_schedule", "_review"}),
        ("in_review", "Editors", {"_publish", "_schedule", "_draft"}),
        ("published", "Editors", {"_withdraw"}),
        ("withdrawn", "Editors", {"_publish", "_schedule"}),
        ("draft", "Moderators", {"_review"}),
        ("in_review", "Moderators", {"_draft"}),
        ("published", "Moderators", set()),
        ("withdrawn", "Moderators", set()),
        ("draft", "Administrators", set()),
        ("published", "Administrators", set()),
    ],
)
def test_only_what_fits_and_is_allowed_is_offered(client, status, role, buttons):
    client.force_login(make_user(role))
    testimony = make_testimony(status=status, speaker=make_person())
    assert buttons_of(client.get(address(testimony))) & VERBS == buttons


@pytest.mark.parametrize("button", sorted(VERBS - {"_review", "_draft"}))
@pytest.mark.parametrize("status", ["draft", "in_review", "published", "withdrawn"])
def test_a_moderator_cannot_publish_by_a_forged_button(client, button, status):
    testimony = make_testimony(speaker=make_person(), status=status, title="Old")
    client.force_login(make_user("Editors"))
    data = filled(client.get(address(testimony)), reason="x", publish_at="2999-01-01T00:00")
    client.force_login(make_user("Moderators"))
    response = client.post(address(testimony), data | {"title": "New", button: "1"})
    assert response.status_code == 403
    testimony.refresh_from_db()
    assert (testimony.status, testimony.title, testimony.version) == (status, "Old", 1)


def test_a_moderator_cannot_take_an_item_off_its_schedule(client):
    testimony = make_testimony(speaker=make_person(), published_at=LATER)
    client.force_login(make_user("Moderators"))
    assert client.post(address(testimony), {"_draft": "1"}).status_code == 403
    said = _bulk(client, Testimony, "act_draft", [testimony])
    assert [level for level, _text in messages_of(said)] == ["error"]
    testimony.refresh_from_db()
    assert testimony.is_scheduled


@pytest.mark.parametrize("status", ["draft", "in_review", "published", "withdrawn"])
def test_the_enter_key_saves_and_does_nothing_else(client, editor, status):
    """A browser presses the first button that belongs to the form, wherever it stands."""
    html = client.get(address(make_article(status=status))).content.decode()
    start = html.index('id="article_form"')
    buttons = [
        found[0]
        for found in re.finditer(r'<(?:input|button)[^>]*type="submit"[^>]*>', html)
        if found.start() > start or 'form="article_form"' in found[0]
    ]
    assert 'name="_save"' in buttons[0]
    assert not [one for one in buttons if 'form="article_form"' in one]


# --- the other language ---------------------------------------------------------------------


def test_the_other_language_is_started_with_the_facts_after_saving_what_was_typed(client, editor):
    draft = make_draft(topics=[make_topic("china")], title="Old")
    page = client.get(address(draft))
    assert "Make the Korean version" in text_of(page)
    response = client.post(
        address(draft), filled(page, title="Typed", byline="Typed") | {"_translate": "1"}
    )
    draft.refresh_from_db()
    korean = Article.objects.get(language="ko")
    assert response["Location"] == address(korean)
    assert (draft.title, korean.title, korean.byline) == ("Typed", "", "Typed")
    assert (korean.translation_key, korean.created_by) == (draft.translation_key, editor)
    again = client.get(address(draft))
    assert "Open the Korean version" in text_of(again)
    assert "Make the Korean version" not in text_of(again)


def test_asking_twice_opens_the_version_that_is_there(client, editor):
    korean = make_draft(language="ko")
    english = make_draft(translation_key=korean.translation_key)
    response = client.post(address(korean, "translate"), follow=True)
    assert response.redirect_chain == [(address(english), 302)]
    assert Article.objects.count() == 2
    assert messages_of(response) == [("info", "This version was there already.")]


def test_a_moderator_starts_the_other_language_of_a_public_testimony(client):
    client.force_login(make_user("Moderators"))
    testimony = make_testimony()
    assert "Make the Korean version" in text_of(client.get(address(testimony)))
    client.post(address(testimony, "translate"))
    assert set(Testimony.objects.values_list("language", "status")) == {
        ("en", "published"),
        ("ko", "draft"),
    }


# --- bulk actions ---------------------------------------------------------------------------


def _bulk(client, model, action, items, **answers):
    chosen = {"action": action, "_selected_action": [item.pk for item in items]}
    return client.post(list_of(model), chosen | answers, follow=True)


def test_publishing_many_tells_of_each(client, editor):
    ready, gap = make_draft(title="Ready"), make_draft(title="Gap", link=None)
    done, left = make_article(title="Done"), make_draft(title="Left")
    said = _bulk(client, Article, "act_publish", [ready, gap, done])
    told = {
        title: (level, text)
        for level, text in messages_of(said)
        for title in ("Ready", "Gap", "Done", "Left")
        if f"“{title}”" in text
    }
    assert set(told) == {"Ready", "Gap", "Done"}
    assert told["Ready"] == ("success", "“Ready” was published.")
    assert told["Gap"][0] == told["Done"][0] == "error"
    assert "no link to the original" in told["Gap"][1]
    assert set(Article.objects.visible()) == {ready, done}
    assert left not in Article.objects.visible()


@pytest.mark.parametrize(
    ("action", "question", "wrong", "right", "status"),
    [
        ("act_withdraw", "reason", " ", "an error", "withdrawn"),
        ("act_schedule", "publish_at", "2001-01-01T00:00", "2999-01-01T00:00", "published"),
    ],
)
def test_what_an_action_has_to_know_is_asked_on_a_page_of_its_own(
    client, editor, action, question, wrong, right, status
):
    make = make_article if action == "act_withdraw" else make_draft
    one, two, other = make(title="One"), make(title="Two"), make(title="Other")
    asked = _bulk(client, Article, action, [one, two])
    assert asked.templates[0].name == "admin/articles/ask.html"
    assert {"One", "Two"} <= set(text_of(asked).split())
    assert "Other" not in text_of(asked)
    before = Article.objects.get(pk=one.pk).status
    refused = client.post(list_of(Article), filled(asked, **{question: wrong}) | {"_answered": "1"})
    assert refused.context["form"].errors.keys() == {question}
    assert Article.objects.get(pk=one.pk).status == before
    done = client.post(
        list_of(Article),
        filled(refused, **{question: right}) | {"_answered": "1"},
        follow=True,
    )
    assert {level for level, _text in messages_of(done)} == {"success"}
    assert set(Article.objects.filter(version=2)) == {one, two}
    assert {item.status for item in Article.objects.filter(version=2)} == {status}
    assert Article.objects.get(pk=other.pk).version == 1


@pytest.mark.parametrize("action", ["act_publish", "act_schedule", "act_withdraw"])
def test_a_moderator_has_no_bulk_publishing(client, action):
    client.force_login(make_user("Moderators"))
    draft = make_testimony(status="draft", speaker=make_person())
    public = make_testimony(speaker=make_person())
    offered = client.get(list_of(Testimony)).content.decode()
    assert f'value="{action}"' not in offered
    assert 'value="act_review"' in offered
    _bulk(client, Testimony, action, [draft, public], _answered="1", reason="x",
          publish_at="2999-01-01T00:00")  # fmt: skip
    assert set(Testimony.objects.values_list("status", "version")) == {
        ("draft", 1),
        ("published", 1),
    }


def test_many_are_sent_to_review_and_back(client, editor):
    items = [make_draft(), make_draft()]
    _bulk(client, Article, "act_review", items)
    assert set(Article.objects.values_list("status", flat=True)) == {"in_review"}
    _bulk(client, Article, "act_draft", items)
    assert set(Article.objects.values_list("status", flat=True)) == {"draft"}


def test_a_verb_leaves_what_belongs_to_other_items_alone(client, editor):
    other = make_draft()
    before = ExternalLink.objects.get(article=other).pk
    _press(client, make_draft(), "_publish")
    other.refresh_from_db()
    assert (other.status, other.version) == (Status.DRAFT, 1)
    assert ExternalLink.objects.get(article=other).pk == before
