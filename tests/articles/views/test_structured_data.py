"""What machines are told of a page: structured data, and what a link to it looks like elsewhere."""

import datetime as dt
import json

import pytest

from articles.choices import DatePrecision, TestimonyKind
from articles.models import Image
from articles.templatetags.structured import as_data_block
from tests.articles.views.linked_data import things
from tests.articles.views.reading import tree
from tests.factories import (
    make_article,
    make_image,
    make_outlet,
    make_person,
    make_testimony,
    make_topic,
)

pytestmark = pytest.mark.django_db

SITE = "http://localhost:8000"


def card(response) -> dict[str, str]:
    found = tree(response).xpath("//meta[starts-with(@property, 'og:') or @property]")
    return {meta.get("property"): meta.get("content") for meta in found}


@pytest.fixture
def article():
    article = make_article(
        title="What the Ledger wrote",
        slug="story",
        headline="그들의 제목",
        byline="Jin Park",
        original_language="ko",
        outlet=make_outlet("The Ledger", name_ko="레저", homepage="https://ledger.example/"),
        topics=[make_topic("china")],
        link="https://ledger.example/1?a=b&c=d",
    )
    article.quoted.create(person=make_person("Mina Seo"))
    article.quoted.create(person=make_person("Nobody Yet", is_proposed=True))
    return article


def test_an_article_tells_what_it_is_based_on(client, article):
    korean = make_article(
        language="ko", slug="기사", translation_key=article.translation_key, title="기사"
    )
    found = things(client.get(article.get_absolute_url()))
    (ours,) = found["Article"]
    address = SITE + article.get_absolute_url()
    assert (ours["headline"], ours["url"], ours["inLanguage"]) == (
        ["What the Ledger wrote"],
        [address],
        ["en"],
    )
    assert [one["name"] for one in ours["about"]] == [["China"]]
    assert [one["name"] for one in ours["mentions"]] == [["Mina Seo"]]
    assert ours["workTranslation"][0]["@id"] == SITE + korean.get_absolute_url()
    (original,) = ours["isBasedOn"]
    assert found["NewsArticle"] == [original]
    publisher = {name: original["publisher"][0][name] for name in ("name", "url")}
    assert publisher == {"name": ["The Ledger"], "url": ["https://ledger.example/"]}
    told = {name: value for name, value in original.items() if name not in {"publisher", "@id"}}
    assert told == {
        "url": ["https://ledger.example/1?a=b&c=d"],
        "headline": ["그들의 제목"],
        "creditText": ["Jin Park"],
        "datePublished": ["2023-06-14"],
        "inLanguage": ["ko"],
    }
    (us,) = found["NGO"]
    assert ours["author"][0]["@id"] == ours["publisher"][0]["@id"] == us["@id"]


def test_a_page_tells_where_it_is(client, article):
    for path, names in (
        (article.get_absolute_url(), ["Coverage", "What the Ledger wrote"]),
        ("/en/coverage/2023/", ["Coverage", "2023"]),
        ("/en/topics/china/", ["Topics", "China"]),
        (article.outlet.get_absolute_url(), ["Outlets", "The Ledger"]),
    ):
        (trail,) = things(client.get(path))["BreadcrumbList"]
        steps = sorted(trail["itemListElement"], key=lambda step: step["position"])
        assert [step["name"][0] for step in steps] == names, path
        assert steps[-1]["item"] == [SITE + path]


def test_the_first_page_tells_who_we_are(client):
    for language, name in (
        ("en", "Database Center for North Korean Human Rights"),
        ("ko", "북한인권정보센터"),
    ):
        found = things(client.get(f"/{language}/"))
        (site,), (us,) = found["WebSite"], found["NGO"]
        assert (site["name"], us["name"]) == ([name], [name])
        assert site["publisher"][0]["@id"] == us["@id"]
        (target,) = site["potentialAction"][0]["target"]
        assert target == f"{SITE}/{language}/search/?q={{words}}"
        assert client.get(target.removeprefix(SITE).format(words="x")).status_code == 200


def test_a_statement_is_its_speakers(client):
    told = make_testimony(speaker=make_person("Mina Seo"))
    (item,) = things(client.get(told.get_absolute_url()))["Article"]
    assert item["author"][0]["name"] == ["Mina Seo"]


def test_of_a_witness_nothing_more_is_told_than_on_the_page(client):
    told = make_testimony(
        kind=TestimonyKind.WITNESS,
        alias="Nabi",
        date=dt.date(2019, 3, 17),
        date_precision=DatePrecision.YEAR,
    )
    response = client.get(told.get_absolute_url())
    found = things(response)
    assert (found["Person"], "Nabi" in json.dumps(found)) == ([], False)
    assert "2019" not in json.dumps(found)


def test_what_an_import_proposed_is_not_told(client):
    article = make_article(outlet=make_outlet("Proposed Post", is_proposed=True))
    told = make_testimony(speaker=make_person("Proposed Person", is_proposed=True))
    for item in (article, told):
        assert "Proposed" not in json.dumps(things(client.get(item.get_absolute_url())))


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--<script>", "&lt;"])
def test_a_data_block_cannot_be_left(client, text):
    block = as_data_block({"name": text})
    assert (block.count("<"), block.count("&")) == (2, 0)
    article = make_article(title=f"A {text}", slug="story")
    (item,) = things(client.get(article.get_absolute_url()))["Article"]
    assert item["headline"] == [f"A {text}"]


# --- What a link to a page looks like elsewhere ---------------------------------------------


def test_an_item_has_a_card(client, article):
    article.image = make_image()
    article.save()
    told = card(client.get(article.get_absolute_url()))
    assert told["og:title"] == "What the Ledger wrote"
    assert told["og:type"] == "article"
    assert told["og:url"] == SITE + article.get_absolute_url()
    assert told["og:image"].startswith(SITE + "/media/")
    assert told["og:image:alt"] == "A grey field"
    assert (told["og:image:width"], told["og:image:height"]) == ("64", "40")


def test_a_card_tells_the_size_of_the_rendition_that_it_shows(client, article):
    article.image = make_image()
    article.save()
    files = [{"name": "images/a.jpg", "width": 540}, {"name": "images/b.jpg", "width": 1200}]
    of = article.image.file.name
    Image.objects.update(renditions={"of": of, "files": files}, width=2400, height=1350)
    told = card(client.get(article.get_absolute_url()))
    assert told["og:image"].endswith("/images/b.jpg")
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "675")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_page_has_a_card_with_a_picture_that_is_there(client, article, language):
    make_article(language="ko", topics=article.topics.all(), outlet=article.outlet)
    for path in (
        "",
        "coverage/",
        "coverage/2023/",
        "testimonies/",
        "topics/",
        "topics/china/",
        "outlets/",
        "outlets/the-ledger/",
    ):
        told = card(client.get(f"/{language}/{path}"))
        assert told["og:title"].strip()
        assert told["og:description"].strip()
        assert told["og:url"] == f"{SITE}/{language}/{path}"
        assert told["og:locale"][:2] == language
        picture = client.get(told["og:image"].removeprefix(SITE))
        assert picture.status_code == 200


def test_a_card_of_a_page_in_hangul_has_the_address_of_the_page(client):
    make_article(topics=[make_topic("강제송환")], language="ko")
    response = client.get("/ko/topics/강제송환/")
    (canonical,) = tree(response).xpath("//link[@rel='canonical']/@href")
    assert card(response)["og:url"] == canonical
