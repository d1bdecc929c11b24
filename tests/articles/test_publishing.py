"""The verbs: what each allows, refuses and keeps."""

import datetime as dt

import pytest
from django.utils import timezone

from articles import history, publishing
from articles.choices import LinkKind, Status, TestimonyKind
from articles.models import Article, ExternalLink, Quoted, Redirect
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
SOON = timezone.now() + dt.timedelta(days=3)

MADE_READY = {
    "draft": lambda: make_draft(),
    "in review": lambda: make_draft(status=Status.IN_REVIEW),
    "scheduled": lambda: make_article(published_at=SOON),
    "published": lambda: make_article(),
    "withdrawn": lambda: make_article(status=Status.WITHDRAWN),
}
VERBS = {
    "send to review": lambda item, by: publishing.send_to_review(item, by=by),
    "back to draft": lambda item, by: publishing.back_to_draft(item, by=by),
    "publish": lambda item, by: publishing.publish(item, by=by),
    "schedule": lambda item, by: publishing.publish(item, by=by, at=SOON),
    "withdraw": lambda item, by: publishing.withdraw(item, by=by, reason="a mistake in it"),
}
ALLOWED = {
    ("draft", "send to review"): "in review",
    ("draft", "publish"): "published",
    ("draft", "schedule"): "scheduled",
    ("in review", "back to draft"): "draft",
    ("in review", "publish"): "published",
    ("in review", "schedule"): "scheduled",
    ("scheduled", "back to draft"): "draft",
    ("scheduled", "publish"): "published",
    ("scheduled", "schedule"): "scheduled",
    ("scheduled", "withdraw"): "withdrawn",
    ("published", "withdraw"): "withdrawn",
    ("withdrawn", "publish"): "published",
    ("withdrawn", "schedule"): "scheduled",
}


def state_of(item: Article) -> str:
    item.refresh_from_db()
    if item.is_scheduled:
        return "scheduled"
    return {Status.IN_REVIEW: "in review"}.get(item.status, item.status)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", MADE_READY)
def test_each_verb_in_each_state(state, verb):
    item = MADE_READY[state]()
    if (state, verb) in ALLOWED:
        VERBS[verb](item, make_user())
        assert state_of(item) == ALLOWED[state, verb]
    else:
        with pytest.raises(publishing.WrongStatus):
            VERBS[verb](item, make_user())
        assert state_of(item) == state


def blocked(**overrides) -> Article:
    return make_draft(**overrides)


def unfinished() -> Article:
    draft = make_draft()
    ExternalLink.objects.create(article=draft, url="", kind=LinkKind.VIDEO)
    return draft


def portal_only() -> Article:
    draft = make_draft(link=None)
    ExternalLink.objects.create(article=draft, url="https://p.example/", kind=LinkKind.PORTAL)
    return draft


BLOCKED = {
    "title": lambda: blocked(title=""),
    "summary": lambda: blocked(summary="", body=""),
    "outlet": lambda: blocked(outlet=None),
    "outlet (proposed)": lambda: blocked(outlet=make_outlet(is_proposed=True)),
    "outlet_date": lambda: blocked(outlet_date=None),
    "outlet_date (future)": lambda: blocked(
        outlet_date=timezone.localdate() + dt.timedelta(days=9)
    ),
    "no_public_original": lambda: blocked(link=None),
    "no_public_original (portal only)": portal_only,
    "links": unfinished,
    "image": lambda: blocked(image=make_image(alt="")),
    "speaker": lambda: make_testimony(status=Status.DRAFT),
    "alias": lambda: make_testimony(status=Status.DRAFT, kind=TestimonyKind.WITNESS),
}


@pytest.mark.parametrize("case", BLOCKED)
def test_what_blocks_is_named_by_its_field_and_nothing_is_published(case):
    item = BLOCKED[case]()
    with pytest.raises(publishing.Blocked) as refusal:
        publishing.publish(item, by=make_user())
    assert set(refusal.value.reasons) == {case.split(" ")[0]}
    assert state_of(item) == "draft"


@pytest.mark.parametrize(
    "make",
    [
        lambda: make_draft(link=None, no_public_original=True),
        lambda: make_draft(image=make_image(alt_ko="")),
        lambda: make_draft(summary="", body="<p>Text</p>"),
        lambda: make_testimony(status=Status.DRAFT, speaker=make_person()),
        lambda: make_testimony(status=Status.DRAFT, kind=TestimonyKind.WITNESS, alias="Spring"),
    ],
)
def test_nothing_blocks_what_is_complete(make):
    item = make()
    publishing.publish(item, by=make_user())
    assert item.is_visible


def test_of_two_people_who_act_at_once_the_second_is_told():
    article = make_article()
    seen_by_the_other = Article.objects.get(pk=article.pk)
    publishing.withdraw(article, by=make_user(), reason="first")
    with pytest.raises(publishing.EditConflict):
        publishing.withdraw(seen_by_the_other, by=make_user(), reason="second")
    article.refresh_from_db()
    assert article.withdrawal_reason == "first"


def test_a_withdrawal_needs_its_reason():
    article = make_article()
    with pytest.raises(ValueError, match="reason"):
        publishing.withdraw(article, by=make_user(), reason="  ")
    assert state_of(article) == "published"


def test_an_item_that_comes_back_keeps_its_first_date():
    article = make_article()
    first = article.published_at
    user = make_user()
    publishing.withdraw(article, by=user, reason="to be checked")
    publishing.publish(article, by=user)
    assert (article.published_at, article.withdrawal_reason) == (first, "")


def test_every_verb_is_kept_in_the_history_with_its_maker():
    user, draft = make_user(), make_draft()
    publishing.send_to_review(draft, by=user)
    publishing.publish(draft, by=user)
    kept = [(v.revision.user, v.revision.comment) for v in history.versions_of(draft)]
    assert kept == [
        (user, "published"),
        (user, "sent to review"),
        (None, "as it was before the first change here"),
    ]


def test_the_other_language_starts_with_the_shared_facts():
    topic, person = make_topic(), make_person()
    article = make_article(topics=[topic], headline="Headline", depth="quote")
    Quoted.objects.create(article=article, person=person, role="Director")
    korean = publishing.translate(article, by=make_user())
    korean = Article.objects.get(pk=korean.pk)
    assert korean.language == "ko"
    assert korean.translation_key == article.translation_key
    assert (korean.title, korean.summary, korean.body, korean.status) == ("", "", "", "draft")
    assert (korean.outlet, korean.headline, korean.depth) == (article.outlet, "Headline", "quote")
    assert list(korean.topics.all()) == [topic]
    assert [(q.person, q.role) for q in korean.quoted.all()] == [(person, "Director")]
    assert [link.url for link in korean.links.all()] == ["https://paper.example/story"]
    assert article.links.count() == 1


def test_there_is_one_version_in_each_language():
    article = make_article()
    korean = publishing.translate(article, by=make_user())
    with pytest.raises(publishing.AlreadyTranslated) as refusal:
        publishing.translate(article, by=make_user())
    assert refusal.value.version == korean


def test_restoring_brings_back_text_and_parts_but_not_the_status():
    user, topic = make_user(), make_topic()
    article = make_draft(title="Before", topics=[topic])
    history.keep_baseline(article)
    publishing.publish(article, by=user)
    with history.recording(by=user, reason="edited"):
        publishing.claim(article, seen=article.version)
        article.title = "After"
        article.save()
        article.topics.clear()
        article.links.all().delete()
        ExternalLink.objects.create(article=article, url="https://other.example/")
    oldest = history.versions_of(article).last()

    publishing.restore(article, oldest, by=user)

    article = Article.objects.get(pk=article.pk)
    assert (article.title, article.status) == ("Before", Status.PUBLISHED)
    assert list(article.topics.all()) == [topic]
    assert [link.url for link in article.links.all()] == ["https://paper.example/story"]


def test_a_deleted_item_comes_back_as_a_draft():
    user = make_user()
    article = make_article(title="Gone", topics=[make_topic()])
    history.keep_baseline(article)
    article.delete()
    (kept,) = history.deleted(Article)

    publishing.restore(None, kept, by=user)

    (back,) = Article.objects.all()
    assert (back.title, back.status, back.published_at) == ("Gone", Status.DRAFT, None)
    assert (back.topics.count(), back.links.count()) == (1, 1)


def test_the_former_address_of_a_public_item_leads_to_it(client):
    article = make_article(slug="old")
    article = Article.objects.get(pk=article.pk)
    article.slug = "new"
    article.save()
    article = Article.objects.get(pk=article.pk)
    article.outlet_date = dt.date(2022, 1, 1)
    article.save()
    assert set(Redirect.objects.values_list("path", flat=True)) == {
        "/en/coverage/2023/old/",
        "/en/coverage/2023/new/",
    }
    for former in ("old", "new"):
        response = client.get(f"/en/coverage/2023/{former}/")
        assert (response.status_code, response["Location"]) == (301, "/en/coverage/2022/new/")


def test_a_draft_that_was_never_public_leaves_no_redirect():
    draft = Article.objects.get(pk=make_draft(slug="old").pk)
    draft.slug = "new"
    draft.save()
    assert not Redirect.objects.exists()
