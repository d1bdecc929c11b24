"""Each constraint of the database, refused by the database itself."""

import datetime as dt
import unicodedata

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.choices import Status, TestimonyKind
from articles.models import ArticleTopic, ExternalLink, Outlet, Quoted, Redirect, Role, Topic
from tests.factories import (
    make_article,
    make_draft,
    make_outlet,
    make_person,
    make_testimony,
    make_topic,
)

pytestmark = pytest.mark.django_db


def two_owners():
    ExternalLink.objects.create(
        article=make_draft(), testimony=make_testimony(), url="https://a.example/"
    )


def same_slug():
    make_draft(slug="same")
    make_draft(slug="same")


def same_language_twice():
    first = make_draft()
    make_draft(translation_key=first.translation_key)


def topic_twice():
    topic = make_topic()
    article = make_draft(topics=[topic])
    ArticleTopic.objects.create(content_object=article, tag=topic)


def quoted_twice():
    article, person = make_draft(), make_person()
    Quoted.objects.create(article=article, person=person)
    Quoted.objects.create(article=article, person=person)


def role_backwards():
    Role.objects.create(
        person=make_person(), title="Director", start=dt.date(2023, 1, 1), end=dt.date(2022, 1, 1)
    )


def empty_slug():
    draft = make_draft()
    type(draft).objects.filter(pk=draft.pk).update(slug="")


REFUSED = {
    "external_link_has_one_owner": two_owners,
    "external_link_has_one_owner (none)": lambda: ExternalLink.objects.create(
        url="https://a.example/"
    ),
    "external_link_is_a_web_address": lambda: make_draft(link="javascript:alert(1)"),
    "article_slug_is_unique_in_language": same_slug,
    "article_has_one_row_per_language": same_language_twice,
    "article_published_needs_a_date": lambda: make_article(published_at=None),
    "article_language_is_known": lambda: make_draft(language="fr"),
    "article_status_is_known": lambda: make_draft(status="secret"),
    "article_has_a_slug": empty_slug,
    "article_published_has_an_outlet_date": lambda: make_article(outlet_date=None),
    "article_published_has_an_outlet": lambda: make_article(outlet=None),
    "article_published_has_a_title": lambda: make_article(title=""),
    "article_quotes_a_person_once": quoted_twice,
    "articletopic_names_a_topic_once": topic_twice,
    "testimony_published_has_a_title": lambda: make_testimony(title=""),
    "testimony_published_needs_a_date": lambda: make_testimony(published_at=None),
    "testimony_of_a_witness_names_nobody": lambda: make_testimony(
        kind=TestimonyKind.WITNESS, speaker=make_person()
    ),
    "testimony_has_a_speaker_or_an_alias": lambda: make_testimony(
        speaker=make_person(), alias="Spring"
    ),
    "role_ends_after_it_starts": role_backwards,
    "redirect_has_one_target": lambda: Redirect.objects.create(path="/en/nowhere/"),
    "outlet name": lambda: (make_outlet("Ledger"), make_outlet("Ledger")),
    "topic slug": lambda: (make_topic("china"), make_topic("china")),
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_database_refuses(name):
    with pytest.raises(IntegrityError), transaction.atomic():
        REFUSED[name]()


def test_the_same_slug_is_fine_in_the_other_language():
    make_draft(slug="same")
    make_draft(slug="same", language="ko")


def test_a_topic_in_use_cannot_be_deleted():
    topic = make_topic()
    make_draft(topics=[topic])
    with pytest.raises(IntegrityError):
        topic.delete()
    assert Topic.objects.filter(pk=topic.pk).exists()


def test_an_outlet_in_use_cannot_be_deleted():
    outlet = make_draft().outlet
    with pytest.raises(IntegrityError):
        outlet.delete()
    assert Outlet.objects.filter(pk=outlet.pk).exists()


def test_names_are_composed_before_they_are_compared():
    make_outlet("중앙일보")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_outlet(unicodedata.normalize("NFD", "중앙일보"))


def test_published_items_keep_a_date_when_moved_by_hand():
    draft = make_draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(draft).objects.filter(pk=draft.pk).update(status=Status.PUBLISHED, published_at=None)
    type(draft).objects.filter(pk=draft.pk).update(
        status=Status.PUBLISHED, published_at=timezone.now()
    )


def test_an_address_may_be_typed_in_capitals():
    link = make_draft(link="HTTPS://Paper.example/Story").links.get()
    assert link.url == "https://Paper.example/Story"
    link.full_clean()
