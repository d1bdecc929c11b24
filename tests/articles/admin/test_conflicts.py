"""Two people and one item: nobody overwrites what they have not seen."""

import pytest

from articles import history, publishing
from articles.choices import Status
from articles.models import Article, ExternalLink, Topic
from tests.articles.admin.pages import address, errors_of, filled, list_of, messages_of, text_of
from tests.factories import (
    make_article,
    make_draft,
    make_outlet,
    make_person,
    make_testimony,
    make_topic,
    make_user,
)
from tests.staff import StaffClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def mina():
    return _browser("mina")


@pytest.fixture
def jin():
    return _browser("jin")


def _browser(name: str) -> StaffClient:
    client = StaffClient()
    client.force_login(make_user("Editors", username=name))
    return client


def _save(client, item, page, button="_continue", **changes):
    return client.post(address(item), filled(page, **changes) | {button: "1"})


def test_the_second_is_told_who_saved_and_sees_what_changed_word_by_word(mina, jin):
    draft = make_draft(title="The first title", summary="As it was")
    hers, his = mina.get(address(draft)), jin.get(address(draft))
    assert _save(mina, draft, hers, title="The better title").status_code == 302
    told = _save(jin, draft, his, summary="As he wants it")
    assert told.status_code == 200
    assert set(errors_of(told)) == {"__all__"}
    assert "mina saved this on" in text_of(told)
    html = told.content.decode()
    assert '<del><span class="visually-hidden">removed: </span>first ' in html
    assert '<ins><span class="visually-hidden">added: </span>better ' in html
    draft.refresh_from_db()
    assert (draft.title, draft.summary, draft.version) == ("The better title", "As it was", 2)


def test_what_was_typed_stays_and_what_was_not_touched_takes_the_present_text(mina, jin):
    draft = make_draft(title="Old", summary="Old", headline="Old", byline="Old")
    hers, his = mina.get(address(draft)), jin.get(address(draft))
    _save(mina, draft, hers, title="Hers", summary="Hers", no_public_original="on")
    told = _save(jin, draft, his, summary="His", headline="His")
    form = filled(told)
    assert {name: form[name] for name in ("title", "summary", "headline", "byline")} == {
        "title": ["Hers"],  # she changed it, he did not
        "summary": ["His"],  # both changed it: he sees hers above and decides
        "headline": ["His"],
        "byline": ["Old"],
    }
    assert form["no_public_original"] == ["on"]
    assert told.context["conflict"].taken_over == {"title", "there is no public original"}


def test_saving_again_knowingly_succeeds_and_loses_nothing(mina, jin):
    draft = make_draft(title="Old", summary="Old")
    hers, his = mina.get(address(draft)), jin.get(address(draft))
    _save(mina, draft, hers, title="Hers")
    told = _save(jin, draft, his, summary="His")
    assert _save(jin, draft, told).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.summary, draft.version) == ("Hers", "His", 3)
    assert [v.revision.user and v.revision.user.username for v in history.versions_of(draft)] == [
        "jin",
        "mina",
        None,
    ]


def test_a_third_save_while_the_second_reads_the_conflict_is_told_as_well(mina, jin):
    draft = make_draft(summary="Old")
    hers, his = mina.get(address(draft)), jin.get(address(draft))
    _save(mina, draft, hers, title="Hers")
    told = _save(jin, draft, his, summary="His")
    _save(mina, draft, mina.get(address(draft)), title="Hers again")
    again = _save(jin, draft, told)
    assert again.status_code == 200
    assert set(errors_of(again)) == {"__all__"}


def test_an_invalid_form_is_told_of_the_conflict_too(mina, jin):
    draft = make_draft()
    hers, his = mina.get(address(draft)), jin.get(address(draft))
    _save(mina, draft, hers, title="Hers")
    told = _save(jin, draft, his, outlet_date="no day", summary="His")
    assert set(errors_of(told)) == {"__all__", "outlet_date"}
    assert filled(told)["summary"] == ["His"]


def test_topics_and_people_and_links_count_as_well(mina, jin):
    first, second, third = make_topic("first"), make_topic("second"), make_topic("third")
    person = make_person("Hanna Song")
    draft = make_draft(topics=[first], link="https://paper.example/1")
    hers, his = mina.get(address(draft)), jin.get(address(draft))
    _save(
        mina,
        draft,
        hers,
        topics=[first.pk, second.pk],
        quoted__TOTAL_FORMS="1",
        quoted__0__person=person.pk,
        links__0__url="https://paper.example/better",
    )
    told = _save(jin, draft, his, title="His")
    changed = dict(told.context["conflict"].changes)
    assert set(changed) == {"topics", "people quoted", "links"}
    form = filled(told)
    assert set(form["topics"]) == {str(first.pk), str(second.pk)}
    assert form["links-0-url"] == ["https://paper.example/better"]
    _save(jin, draft, told)
    assert set(draft.topics.all()) == {first, second}
    assert third not in draft.topics.all()
    assert [quoted.person for quoted in draft.quoted.all()] == [person]
    assert [link.url for link in draft.links.all()] == ["https://paper.example/better"]


def test_a_row_alone_makes_a_conflict(mina, jin):
    draft = make_draft(link="https://paper.example/1")
    hers, his = mina.get(address(draft)), jin.get(address(draft))
    _save(mina, draft, hers, links__0__url="https://paper.example/hers")
    told = _save(jin, draft, his, links__0__url="https://paper.example/his")
    assert told.status_code == 200
    assert filled(told)["links-0-url"] == ["https://paper.example/his"]
    assert [link.url for link in draft.links.all()] == ["https://paper.example/hers"]
    _save(jin, draft, told)
    assert [link.url for link in draft.links.all()] == ["https://paper.example/his"]


def test_a_row_that_was_deleted_meanwhile_comes_back_only_if_it_was_edited(mina, jin):
    draft = make_draft(link="https://paper.example/1")
    ExternalLink.objects.create(article=draft, url="https://paper.example/2")
    ExternalLink.objects.create(article=draft, url="https://paper.example/3")
    hers, his = mina.get(address(draft)), jin.get(address(draft))
    _save(mina, draft, hers, links__0__DELETE="on", links__1__DELETE="on")
    told = _save(jin, draft, his, links__1__url="https://paper.example/his", links__2__label="3")
    assert told.status_code == 200
    saved = _save(jin, draft, told)
    assert saved.status_code == 302, errors_of(saved)
    assert set(draft.links.values_list("url", "label")) == {
        ("https://paper.example/3", "3"),
        ("https://paper.example/his", ""),
    }


def test_a_new_row_of_each_stays(mina, jin):
    draft = make_draft(link=None)
    hers, his = mina.get(address(draft)), jin.get(address(draft))
    _save(mina, draft, hers, links__0__url="https://paper.example/hers")
    told = _save(jin, draft, his, links__0__url="https://paper.example/his")
    _save(jin, draft, told)
    assert set(draft.links.values_list("url", flat=True)) == {
        "https://paper.example/hers",
        "https://paper.example/his",
    }


def test_text_with_line_ends_of_its_own_is_not_touched_by_a_browser(mina, jin):
    draft = make_draft(summary="One\nTwo", body="<p>One</p>\n<p>Two</p>")
    hers, his = mina.get(address(draft)), jin.get(address(draft))
    _save(mina, draft, hers, summary="One\r\nThree")
    told = _save(jin, draft, his, title="His")
    assert filled(told)["summary"] == ["One\r\nThree"]


def test_publishing_what_somebody_changed_meanwhile_is_refused(mina, jin):
    draft = make_draft()
    hers, his = mina.get(address(draft)), jin.get(address(draft))
    _save(mina, draft, hers, title="Hers")
    told = _save(jin, draft, his, button="_publish")
    assert set(errors_of(told)) == {"__all__"}
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT


def test_a_verb_of_another_person_makes_a_conflict(mina, jin):
    article = make_article()
    his = jin.get(address(article))
    publishing.withdraw(article, by=make_user(), reason="wrong")
    told = _save(jin, article, his, title="His")
    assert set(errors_of(told)) == {"__all__"}
    article.refresh_from_db()
    assert (article.status, article.title != "His") == (Status.WITHDRAWN, True)


@pytest.mark.parametrize("seen", ["", "0", "7", "x", "²", "9" * 40])
def test_a_form_that_does_not_say_what_it_saw_overwrites_nothing(jin, seen):
    draft = make_draft(title="Old")
    page = jin.get(address(draft))
    told = jin.post(address(draft), filled(page, seen_version=seen, title="New") | {"_save": "1"})
    assert told.status_code == 200
    draft.refresh_from_db()
    assert draft.title == "Old"
    assert filled(told)["title"] == ["New"]


@pytest.mark.parametrize(
    "make",
    [make_outlet, make_person, lambda: make_topic("china"), lambda: make_testimony(status="draft")],
)
def test_every_versioned_row_is_guarded(mina, jin, make):
    row = make()
    field = "name_ko" if hasattr(row, "name_ko") else "title"
    hers, his = mina.get(address(row)), jin.get(address(row))
    assert _save(mina, row, hers, **{field: "hers"}).status_code == 302
    told = _save(jin, row, his, **{field: "his"})
    assert told.status_code == 200
    assert "mina saved this on" in text_of(told)
    assert filled(told)[field] == ["his"]
    row.refresh_from_db()
    assert getattr(row, field) == "hers"


def test_a_bulk_action_works_on_the_item_as_it_is(mina, jin):
    """A list that was opened before somebody published says what is, and changes nothing."""
    draft = make_draft(title="Told")
    jin.get(list_of(Article))
    _save(mina, draft, mina.get(address(draft)), button="_publish")
    said = jin.post(
        list_of(Article),
        {"action": "act_review", "_selected_action": [draft.pk]},
        follow=True,
    )
    draft.refresh_from_db()
    assert draft.status == Status.PUBLISHED
    [(level, text)] = messages_of(said)
    assert level == "error"
    assert "Told" in text


def test_an_item_that_was_changed_and_deleted_meanwhile_can_be_brought_back(mina, jin):
    draft = make_draft(title="Old")
    asked = jin.get(address(draft, "delete"))
    assert asked.status_code == 200
    _save(mina, draft, mina.get(address(draft)), title="Hers")
    Article.objects.filter(pk=draft.pk).update(summary="changed past the admin")
    jin.post(address(draft, "delete"), {"post": "yes"})
    assert not Article.objects.exists()
    [last] = history.deleted(Article)
    assert (last.field_dict["title"], last.field_dict["summary"]) == (
        "Hers",
        "changed past the admin",
    )
    assert last.revision.user.username == "jin"


def test_deleting_a_list_keeps_each_row(jin):
    kept, gone = make_topic("kept"), [make_topic("one"), make_topic("two")]
    jin.post(
        list_of(Topic),
        {"action": "delete_selected", "_selected_action": [one.pk for one in gone], "post": "yes"},
    )
    assert list(Topic.objects.all()) == [kept]
    assert {version.field_dict["slug"] for version in history.deleted(Topic)} == {"one", "two"}


def test_nothing_is_stored_of_a_save_that_was_refused(mina, jin):
    draft = make_draft()
    hers, his = mina.get(address(draft)), jin.get(address(draft))
    _save(mina, draft, hers, title="Hers")
    before = history.versions_of(draft).count()
    _save(jin, draft, his, links__TOTAL_FORMS="2", links__1__url="https://paper.example/new")
    assert history.versions_of(draft).count() == before
    assert not ExternalLink.objects.filter(url="https://paper.example/new").exists()
