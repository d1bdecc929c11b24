import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import CommandError, call_command
from django.utils import timezone
from PIL import Image as Picture

from articles.choices import Status
from articles.demo import content
from articles.demo.loader import load_demo
from articles.models import Article, Image, Outlet, Person, SitePage, Testimony, Topic
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def everything() -> str:
    rows = [
        row for model in apps.get_app_config("articles").get_models() for row in model.objects.all()
    ]
    return serializers.serialize("json", rows)


def files(settings) -> set[str]:
    folder = Path(settings.MEDIA_ROOT)
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_the_first_load_makes_all_of_the_content():
    report = load_demo()
    wanted = Counter(record["type"] for record in content.records(now=timezone.now()))
    assert report.made == wanted
    stored = {
        model._meta.model_name: model.objects.count()
        for model in (Topic, Outlet, Person, Image, Testimony, Article, SitePage)
    }
    assert stored == wanted


def test_items_stand_where_the_content_says():
    load_demo()
    waiting = Counter(Article.objects.values_list("status", flat=True))
    assert waiting[Status.DRAFT] == 3
    assert waiting[Status.IN_REVIEW] == 1
    assert waiting[Status.WITHDRAWN] == 1
    assert Article.objects.withdrawn().get().withdrawal_reason
    assert [article.slug for article in Article.objects.scheduled()] == ["the-long-table"]
    assert set(Article.objects.with_unfinished_links().values_list("status", flat=True)) == {
        "draft"
    }
    assert not Article.objects.without_source().exists()


def test_the_scheduled_item_appears_thirty_days_later():
    before = timezone.now()
    load_demo()
    published_at = Article.objects.scheduled().get().published_at
    assert before <= published_at - dt.timedelta(days=30) <= timezone.now()


def test_parts_come_with_their_item():
    load_demo()
    article = Article.objects.get(language="ko", outlet__slug="korea-joongang-daily")
    assert {topic.slug for topic in article.topics.all()} >= {"repatriation", "detention"}
    assert article.testimony.language == "ko"
    assert [(quoted.person.slug, quoted.role_in("ko")) for quoted in article.quoted.all()] == [
        ("hanna-song", "북한인권정보센터 국제협력디렉터")
    ]
    assert [link.label for link in article.links.all()] == ["청문회 안내 페이지(영어)"]
    earlier = Article.objects.get(slug="arrivals-fall-to-229-in-a-year")
    assert earlier.quoted.get().role_in("en") == "Researcher (invented for demonstration)"
    later = Article.objects.get(slug="how-long-does-a-testimony-last")
    roles = [quoted.role_in("ko") for quoted in later.quoted.all()]
    assert roles == ["기록실장(시연용 가상 인물)", "국경사 연구자(시연용 가상 인물)"]


def test_coverage_in_english_finds_a_testimony_that_is_only_in_korean():
    load_demo()
    testimony = Testimony.objects.get(slug="위성영상으로-확인할-수-있는-것과-없는-것")
    assert set(Article.objects.covering(testimony).values_list("language", flat=True)) == {
        "en",
        "ko",
    }


def test_pictures_lie_in_the_media_folder(settings):
    load_demo()
    assert files(settings) == set(Image.objects.values_list("file", flat=True))
    for image in Image.objects.all():
        with image.file.open() as file:
            assert Picture.open(file).size == (image.width, image.height) == (1600, 1000)


def test_a_load_into_a_new_database_finds_the_pictures_of_the_old_one(settings):
    load_demo()
    pictures = files(settings)
    for model in (Article, Testimony, Image):
        model.objects.all().delete()
    assert load_demo().made["image"] == len(pictures)
    assert files(settings) == pictures


def test_the_second_load_changes_and_doubles_nothing(settings):
    load_demo()
    before, pictures = everything(), files(settings)
    assert load_demo().made == {}
    assert everything() == before
    assert files(settings) == pictures


def test_what_an_editor_did_survives_a_second_load():
    load_demo()
    article = Article.objects.get(slug="a-classroom-with-two-maps")
    article.title, article.slug = "Two maps", "two-maps"
    article.save()
    Topic.objects.filter(slug="resettlement").update(slug="settling-in", name="Settling in")
    Article.objects.get(slug="six-dots-along-a-river").delete()
    Article.objects.scheduled().update(published_at=timezone.now())
    before = everything()
    load_demo()
    assert everything() == before


def test_what_was_there_before_the_first_load_stays():
    mine = make_article(title="Ours", outlet=Outlet.objects.create(name="Ours", slug="noeul-ilbo"))
    load_demo()
    mine.refresh_from_db()
    assert mine.title == "Ours"
    assert Outlet.objects.get(slug="noeul-ilbo").name == "Ours"


def test_the_command_says_what_it_loaded(capsys):
    call_command("load_demo")
    said = capsys.readouterr().out
    assert said.startswith("Loaded the demonstration content: 15 topics, 11 outlets, 6 people,")
    assert "7 testimonies" in said
    call_command("load_demo")
    assert capsys.readouterr().out == (
        "The demonstration content was there already; nothing was changed.\n"
    )


def test_a_clash_with_what_is_there_is_explained_and_nothing_is_loaded():
    Topic.objects.create(name="Repatriation", slug="returns")
    with pytest.raises(CommandError, match="Nothing was loaded") as refusal:
        call_command("load_demo")
    assert "Repatriation" in str(refusal.value)
    assert [topic.slug for topic in Topic.objects.all()] == ["returns"]
    assert not Outlet.objects.exists()
