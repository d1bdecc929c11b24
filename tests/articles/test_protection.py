"""No name out of a sealed case reaches a page of the site, whoever puts it where."""

import json

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, models

from articles import blocking, protection, publishing
from articles.choices import Status
from articles.models import (
    Article,
    ExternalLink,
    ProtectedName,
    Quoted,
    Role,
    Testimony,
    Topic,
)
from tests.articles.admin.pages import address, errors_of, filled
from tests.articles.text.test_protected import CASES, SPELLINGS
from tests.factories import (
    make_article,
    make_image,
    make_outlet,
    make_person,
    make_site_page,
    make_submission,
    make_testimony,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db

NAME = "나도연"
#: Text columns of what readers see that they do not see themselves, or that hold no words.
NOT_WORDS = {
    "articles.article": {
        *("status", "withdrawal_reason", "import_key", "import_notes", "language"),
        *("medium", "depth", "original_language"),
    },
    "articles.testimony": {"status", "withdrawal_reason", "language", "kind", "date_precision"},
    "articles.outlet": {"country", "language"},
    "articles.image": {"focus"},
    "articles.sitepage": {"kind"},
    "articles.externallink": {
        *("kind", "language", "archived_by", "page_digest", "health", "finding", "moved_to"),
    },
}


@pytest.fixture
def protected():
    case = make_submission()
    assert protection.protect(case, SPELLINGS) == len(SPELLINGS)
    return case


def full_article(**overrides) -> Article:
    person = make_person()
    Role.objects.create(person=person, title="Researcher")
    article = make_article(
        topics=[make_topic()], image=make_image(), status=Status.DRAFT, **overrides
    )
    Quoted.objects.create(article=article, person=person)
    return article


def places():
    """Each model and column in which readers see words."""
    for model, names in protection.PUBLIC.items():
        for name in names:
            if not model._meta.get_field(name).is_relation:
                yield pytest.param(model, name, id=f"{model._meta.model_name}-{name}")


@pytest.mark.parametrize(("model", "name"), list(places()))
def test_every_spelling_is_found_in_every_place(protected, model, name):
    row = model()
    guard = protection.Guard()
    for _name, text in CASES:
        vars(row)[name] = f"Before {text} after."  # past the fields that would open a file
        assert guard.field_of(row) == name, text
    vars(row)[name] = "Nothing to see here."
    assert guard.field_of(row) is None


def test_no_place_is_forgotten():
    for model, names in protection.PUBLIC.items():
        words = {
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.FileField)
        }
        assert words - NOT_WORDS.get(model._meta.label_lower, set()) == words & set(names)


@pytest.mark.parametrize(
    "change",
    [
        lambda article: Article.objects.filter(pk=article.pk).update(title="Na Do-yeon speaks"),
        lambda article: Article.objects.filter(pk=article.pk).update(body="<p>나<em>도</em>연</p>"),
        lambda article: ExternalLink.objects.filter(article=article).update(
            url="https://paper.example/%EB%82%98%EB%8F%84%EC%97%B0"
        ),
        lambda article: Topic.objects.filter(articles=article).update(name="Na Doyeon"),
        lambda article: type(article.image).objects.update(alt="Portrait of Doyeon Na"),
        lambda article: type(article.outlet).objects.update(name="나도연 신문"),
        lambda article: Quoted.objects.update(role="friend of 나도연"),
        lambda article: Role.objects.update(title="assistant of Na Do Yeon"),
    ],
)
def test_an_article_with_a_protected_name_is_not_published(protected, change):
    article = full_article()
    blocking.what_blocks(article)
    assert blocking.what_blocks(Article.objects.get(pk=article.pk)) == {}
    change(article)
    with pytest.raises(publishing.Blocked) as blocked:
        publishing.publish(Article.objects.get(pk=article.pk), by=make_user())
    assert str(protection.SENTENCE) in blocked.value.reasons.values()
    assert not Article.objects.visible().exists()


def test_a_testimony_is_held_back_as_well(protected):
    testimony = make_testimony(
        status=Status.DRAFT, speaker=make_person(), place="The house of 박순미"
    )
    assert blocking.what_blocks(testimony) == {"place": str(protection.SENTENCE)}
    assert not Testimony.objects.visible().exists()


def test_a_draft_may_hold_one_and_is_saved(client, protected):
    client.force_login(make_user())
    article = make_article(status=Status.DRAFT)
    form = filled(client.get(address(article)), summary="Park Soon-mi told us.")
    assert client.post(address(article), form | {"_save": "Save"}).status_code == 302


def test_what_is_public_is_not_saved_with_one(client, protected):
    client.force_login(make_user())
    article = make_article(summary="As it was.")
    form = filled(client.get(address(article)), summary="Park Soon-mi told us.")
    response = client.post(address(article), form | {"_save": "Save"})
    assert errors_of(response)["summary"] == [protection.SENTENCE]
    article.refresh_from_db()
    assert article.summary == "As it was."


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (make_topic, "name_ko"),
        (make_outlet, "name_ko"),
        (make_person, "name_ko"),
        (make_image, "alt"),
        (make_site_page, "body"),
    ],
)
def test_rows_that_readers_see_at_once_are_not_saved_with_one(client, protected, make, field):
    client.force_login(make_user("Editors"))
    row = make()
    form = filled(client.get(address(row)), **{field: "나도연"})
    response = client.post(address(row), form | {"_save": "Save"})
    assert errors_of(response)[field] == [protection.SENTENCE]
    before = getattr(row, field)
    row.refresh_from_db()
    assert getattr(row, field) == before


def test_an_import_is_refused_by_naming_the_line(protected, tmp_path, capsys):
    records = (
        {"type": "topic", "slug": "one", "name": "One"},
        {"type": "topic", "slug": "two", "name": "Two", "definition": "About Choi Eun-jung."},
    )
    file = tmp_path / "content.jsonl"
    file.write_text("\n".join(map(json.dumps, records)))
    with pytest.raises(CommandError):
        call_command("import_coverage", str(file))
    assert f"Line 2: definition: {protection.SENTENCE}" in capsys.readouterr().out
    assert not Topic.objects.exists()


def test_the_database_does_not_tell_the_names(protected):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM articles_protectedname")
        stored = repr(cursor.fetchall()).casefold()
    assert ProtectedName.objects.exists()
    for name in (*SPELLINGS, "nadoyun", "natuyun", "castellan", "paksunmi"):
        assert name.casefold() not in stored


def test_another_key_of_the_site_makes_other_digests(settings, protected):
    article = make_article(title="나도연", status=Status.DRAFT)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key, as after a rotation"
    assert protection.field_with_a_protected_name(article) == "title"
    settings.SECRET_KEY_FALLBACKS = []
    assert protection.field_with_a_protected_name(article) is None


def test_the_digests_go_with_the_case(protected):
    protected.delete()
    assert not ProtectedName.objects.exists()
    assert apps.get_model("articles", "ProtectedName")._meta.get_field("submission").null is False


def test_nothing_is_read_where_nothing_is_protected(django_assert_num_queries):
    article = full_article()
    with django_assert_num_queries(1):
        assert protection.field_with_a_protected_name(article) is None
