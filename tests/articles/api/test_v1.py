"""The API: the same that readers see, for programs."""

import datetime as dt
import json

import pytest
from django.core.cache import cache
from django.utils import timezone

from articles.choices import DatePrecision, Status, TestimonyKind
from articles.models import Article, ExternalLink, Redirect, Role
from tests.articles.views.reading import texts, tree
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
API = "/api/v1/"
LATER = timezone.now() + dt.timedelta(hours=1)
STATES = {
    "published": {},
    "draft": {"status": Status.DRAFT},
    "in review": {"status": Status.IN_REVIEW},
    "withdrawn": {"status": Status.WITHDRAWN},
    "scheduled": {"published_at": LATER},
}


def get(client, path: str, **asked) -> dict:
    response = client.get(f"{API}{path}", asked)
    assert response.status_code == 200, response.content.decode()
    assert response["Content-Type"].startswith("application/json")
    return json.loads(response.content)


def titles(client, path: str, **asked) -> list[str]:
    return [item["title"] for item in get(client, path, **asked)["items"]]


def refused(client, path: str, **asked) -> tuple[int, str]:
    response = client.get(f"{API}{path}", asked)
    assert response["Content-Type"] == "application/problem+json"
    told = json.loads(response.content)
    assert set(told) == {"type", "title", "status", "detail"}
    assert told["status"] == response.status_code
    return response.status_code, told["detail"]


def address(item) -> str:
    kind = "articles" if isinstance(item, Article) else "testimonies"
    return f"{kind}/{item.translation_key.hex[:12]}/{item.language}/"


# --- What is seen ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "make"), [("articles/", make_article), ("testimonies/", make_testimony)]
)
def test_lists_hold_what_readers_see_in_a_language(client, path, make):
    for name, state in STATES.items():
        for language in ("en", "ko"):
            make(title=f"{name} {language}", language=language, **state)
    assert titles(client, path) == ["published en"]
    assert titles(client, path, language="ko") == ["published ko"]


@pytest.mark.parametrize("make", [make_article, make_testimony])
def test_one_item_is_told_of_if_readers_see_it(client, make):
    for name, state in STATES.items():
        item = make(title=f"Hidden {name}", **state)
        response = client.get(API + address(item))
        expected = {"published": 200, "withdrawn": 410}.get(name, 404)
        assert response.status_code == expected, name
        assert ("Hidden" in response.content.decode()) == (expected == 200)
    never = make(status=Status.WITHDRAWN, published_at=LATER)
    assert refused(client, address(never))[0] == 404
    assert refused(client, address(item).replace("/en/", "/ko/"))[0] == 404


def test_what_is_withdrawn_is_gone_at_once(client):
    article = make_article(title="Goes", topics=[make_topic("china")])
    assert titles(client, "articles/") == ["Goes"]
    Article.objects.filter(pk=article.pk).update(status=Status.WITHDRAWN)
    assert titles(client, "articles/") == titles(client, "articles/", topic="china") == []
    assert refused(client, address(article)) == (
        410,
        "This item was withdrawn. Please remove it wherever you show it.",
    )


def test_what_an_import_proposed_is_not_told(client):
    outlet = make_outlet("Proposed Post", slug="proposed", is_proposed=True)
    person = make_person("Proposed Person", is_proposed=True)
    article = make_article(outlet=outlet)
    article.quoted.create(person=person)
    told = make_testimony(speaker=person)
    for path in ("articles/", "testimonies/", "outlets/", address(article), address(told)):
        assert "Proposed" not in json.dumps(get(client, path)), path
    assert refused(client, "outlets/proposed/")[0] == 404
    assert refused(client, "articles/", outlet="proposed") == (
        400,
        "There is no outlet with the slug “proposed”.",
    )


def test_of_a_witness_nothing_more_is_told_than_on_the_page(client):
    told = make_testimony(
        kind=TestimonyKind.WITNESS,
        alias="Nabi",
        date=dt.date(2019, 3, 17),
        date_precision=DatePrecision.SEASON,
        content_note="Violence",
    )
    item = get(client, address(told))
    shown = {
        name: item[name] for name in ("speaker", "alias", "date", "date_in_words", "content_note")
    }
    assert shown == {
        "speaker": None,
        "alias": "Nabi",
        "date": "",
        "date_in_words": "spring 2019",
        "content_note": "Violence",
    }
    assert "2019-03" not in json.dumps(item)
    for precision, date in ((DatePrecision.MONTH, "2019-03"), (DatePrecision.UNKNOWN, "")):
        told.date_precision = precision
        told.save()
        assert get(client, address(told))["date"] == date


# --- What is told ---------------------------------------------------------------------------


def test_an_article_is_told_in_full(client):
    covered = make_testimony(title="Covered")
    article = make_article(
        title="Title",
        slug="story",
        summary="Said.",
        body="<p>Text</p><script>x</script>",
        outlet=make_outlet("The Ledger", slug="ledger", name_ko="레저"),
        topics=[make_topic("china")],
        testimony=covered,
        image=make_image(),
        headline="제목",
        medium="online",
        original_language="ko",
    )
    korean = make_article(language="ko", slug="기사", translation_key=article.translation_key)
    person = make_person("Mina Seo")
    Role.objects.create(person=person, title="Director", start=dt.date(2020, 1, 1))
    article.quoted.create(person=person)
    key = article.translation_key.hex[:12]
    item = get(client, address(article))
    expected = {
        "id": key,
        "language": "en",
        "url": SITE + article.get_absolute_url(),
        "short_url": f"{SITE}/a/{key}/en/",
        "api_url": f"{SITE}/api/v1/articles/{key}/en/",
        "translations": {
            "en": SITE + article.get_absolute_url(),
            "ko": SITE + korean.get_absolute_url(),
        },
        "title": "Title",
        "summary": "Said.",
        "topics": [
            {"slug": "china", "name": "China", "name_ko": "", "url": f"{SITE}/en/topics/china/"}
        ],
        "outlet": {
            "slug": "ledger",
            "name": "The Ledger",
            "name_ko": "레저",
            "url": f"{SITE}/en/outlets/ledger/",
        },
        "outlet_date": "2023-06-14",
        "headline": "제목",
        "byline": "",
        "medium": "online",
        "depth": None,
        "original_language": "ko",
        "body_html": "<p>Text</p>",
        "people": [{"name": "Mina Seo", "name_ko": "", "role": "Director"}],
        "testimony": {
            "title": "Covered",
            "language": "en",
            "url": SITE + covered.get_absolute_url(),
        },
        "source": {
            "url": "https://paper.example/story",
            "kind": "original",
            "health": "unknown",
            "checked_at": None,
        },
    }
    assert {name: item[name] for name in expected} == expected
    assert set(item) - set(expected) == {"posted_at", "updated_at", "picture", "links"}
    assert item["picture"]["alt"] == "A grey field"
    (brief,) = get(client, "articles/")["items"]
    assert brief == {name: item[name] for name in brief}
    assert not set(brief) & {"body_html", "people", "links"}


def test_a_testimony_tells_its_coverage(client):
    told = make_testimony(speaker=make_person("Mina Seo"))
    for status in (Status.PUBLISHED, Status.DRAFT):
        make_article(title=f"Covers {status}", testimony=told, status=status)
    item = get(client, address(told))
    assert [one["title"] for one in item["coverage"]] == ["Covers published"]
    assert (item["speaker"]["name"], item["date"]) == ("Mina Seo", "2023-06-13")


def test_topics_and_outlets_tell_how_much_there_is(client):
    topic = make_topic("china", synonyms="PRC\n중국", definition="The neighbour.")
    outlet = make_outlet("Ledger", slug="ledger", country="GB")
    make_article(topics=[topic], outlet=outlet)
    make_testimony(topics=[topic])
    make_article(topics=[topic], outlet=outlet, language="ko")
    (listed,) = get(client, "topics/")["items"]
    assert listed == get(client, "topics/china/")
    counted = {name: listed[name] for name in ("synonyms", "articles", "testimonies", "url")}
    assert counted == {
        "synonyms": ["PRC", "중국"],
        "articles": 1,
        "testimonies": 1,
        "url": f"{SITE}/en/topics/china/",
    }
    (korean,) = get(client, "topics/", language="ko")["items"]
    assert (korean["url"], korean["testimonies"]) == (f"{SITE}/ko/topics/china/", 0)
    (listed,) = get(client, "outlets/")["items"]
    assert listed == get(client, "outlets/ledger/")
    assert (listed["country"], listed["articles"]) == ("GB", 1)
    unused = get(client, f"topics/{make_topic('unused').slug}/")
    assert (unused["articles"], unused["testimonies"]) == (0, 0)


# --- Narrowing ------------------------------------------------------------------------------


def test_articles_are_narrowed_as_in_the_search(client):
    china, ledger = make_topic("china"), make_outlet("Ledger", slug="ledger")
    make_article(
        title="All",
        topics=[china],
        outlet=ledger,
        medium="online",
        depth="quote",
        summary="Deported",
    )
    make_article(
        title="Other topic", outlet=ledger, medium="online", depth="quote", summary="Deported"
    )
    make_article(title="Other outlet", topics=[china], medium="online", depth="quote")
    make_article(title="Other year", topics=[china], outlet=ledger, outlet_date=dt.date(2020, 1, 1))
    asked = {
        "topic": "china",
        "outlet": "ledger",
        "year": 2023,
        "medium": "online",
        "depth": "quote",
    }
    assert titles(client, "articles/", **asked) == ["All"]
    assert titles(client, "articles/", year=2020) == ["Other year"]
    assert set(titles(client, "articles/", q="deport")) == {"All", "Other topic"}
    assert titles(client, "articles/", q="deport", topic="china") == ["All"]
    assert titles(client, "articles/", q="deport -all", topic="china") == []


def test_korean_is_found_inside_words(client):
    make_article(title="강제북송은 안 된다", language="ko")
    make_article(title="다른 기사", language="ko")
    assert titles(client, "articles/", q="북송", language="ko") == ["강제북송은 안 된다"]


def test_testimonies_are_narrowed_too(client):
    china = make_topic("china")
    make_testimony(title="Statement", topics=[china])
    make_testimony(
        title="Witness", kind=TestimonyKind.WITNESS, date=dt.date(2019, 1, 1), date_precision="year"
    )
    make_testimony(
        title="Undated",
        kind=TestimonyKind.WITNESS,
        date=dt.date(2019, 1, 1),
        date_precision="unknown",
    )
    assert titles(client, "testimonies/", topic="china") == ["Statement"]
    assert set(titles(client, "testimonies/", kind="witness")) == {"Witness", "Undated"}
    assert titles(client, "testimonies/", year=2019) == ["Witness"]
    assert titles(client, "testimonies/", q="statement") == ["Statement"]


def test_a_former_slug_leads_on(client):
    topic, outlet = make_topic("repatriation"), make_outlet("Kept", slug="kept")
    make_article(title="Piece", topics=[topic], outlet=outlet)
    for language in ("en", "ko"):
        Redirect.remember(f"/{language}/topics/강제-북송/", topic)
        Redirect.remember(f"/{language}/outlets/former/", outlet)
    response = client.get(f"{API}topics/강제-북송/?language=ko")
    assert (response.status_code, response["Location"]) == (
        301,
        f"{API}topics/repatriation/?language=ko",
    )
    assert client.get(f"{API}outlets/former/")["Location"] == f"{API}outlets/kept/?language=en"
    assert titles(client, "articles/", topic="강제-북송", outlet="former") == ["Piece"]


def test_a_list_is_read_to_its_end_and_back(client):
    china = make_topic("china")
    for number in range(7):
        make_article(
            title=f"{number}", topics=[china], outlet_date=dt.date(2023, 1, 1 + number // 2)
        )
    make_article(title="Other")
    found, page = [], get(client, "articles/", topic="china", limit=3)
    assert page["previous"] is None
    while True:
        found += [item["title"] for item in page["items"]]
        if not page["next"]:
            break
        assert page["next"].startswith(f"{SITE}{API}articles/?topic=china&limit=3&before=")
        page = json.loads(client.get(page["next"].removeprefix(SITE)).content)
    assert found == list("6543210")
    back = json.loads(client.get(page["previous"].removeprefix(SITE)).content)
    assert [item["title"] for item in back["items"]] == list("321")


# --- No answer ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "asked", "status", "word"),
    [
        ("articles/", {"year": "x"}, 400, "year"),
        ("articles/", {"year": "99999"}, 400, "year"),
        ("articles/", {"limit": "0"}, 400, "limit"),
        ("articles/", {"limit": "101"}, 400, "limit"),
        ("articles/", {"language": "fr"}, 400, "language"),
        ("articles/", {"medium": "telepathy"}, 400, "medium"),
        ("articles/", {"topic": "nothing"}, 400, "nothing"),
        ("articles/", {"topic": "a\x00b"}, 400, "topic"),
        ("articles/", {"topic": "a/b"}, 400, "topic"),
        ("articles/", {"q": "x" * 1001}, 400, "q"),
        ("articles/", {"before": "x"}, 400, "before"),
        ("articles/", {"before": "2023-01-01.1", "after": "2023-01-01.1"}, 400, "one of them"),
        ("articles/", {"before": "1900-01-01.1"}, 404, "position"),
        ("articles/", {"topics": "china"}, 400, "topics"),
        ("testimonies/", {"outlet": "ledger"}, 400, "outlet"),
        ("outlets/", {"year": "2023"}, 400, "year"),
        ("articles/000000000000/en/", {}, 404, "nothing"),
        ("articles/zzz/en/", {}, 404, "nothing"),
        ("articles/000000000000/fr/", {}, 404, "nothing"),
        ("topics/nothing/", {}, 404, "nothing"),
        ("nowhere/", {}, 404, "nothing"),
        ("articles", {}, 301, ""),
    ],
)
def test_what_cannot_be_answered_is_said_in_a_sentence(client, path, asked, status, word):
    if status == 301:
        assert client.get(API + path).status_code == 301
        return
    found, detail = refused(client, path, **asked)
    assert found == status
    assert word in detail.lower()
    assert detail.endswith(".")


@pytest.mark.parametrize(
    "q", ["", " ", "x", '"', "\x00", "AND OR NOT *", "🙂", "\u202e" * 50, "'" * 999]
)
def test_any_words_are_safe(client, q):
    make_article()
    assert client.get(f"{API}articles/", {"q": q}).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nothing_is_written(client, method):
    response = getattr(client, method)(f"{API}articles/")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert json.loads(response.content)["detail"] == "This API is for reading: ask with GET."


# --- How it answers -------------------------------------------------------------------------


def test_korean_is_written_as_it_is(client):
    article = make_article(title="강제송환", language="ko")
    for path in ("articles/?language=ko", address(article)):
        assert "강제송환" in client.get(API + path).content.decode()


def test_pages_of_any_site_may_read_it_and_nobody_gets_a_cookie(client):
    make_article()
    for path in ("articles/", "nowhere/", "articles/?year=x", "openapi.json"):
        response = client.get(API + path, headers={"origin": "https://elsewhere.example"})
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
        if path != "nowhere/":
            assert response["Access-Control-Allow-Origin"] == "*"
            assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "Access-Control-Allow-Credentials" not in response


def test_it_is_sent_again_only_if_it_changed(client):
    article = make_article()
    first = client.get(f"{API}articles/")
    known = {"if-none-match": first["ETag"]}
    assert client.get(f"{API}articles/", headers=known).status_code == 304
    article.title = "Changed"
    article.save()
    assert client.get(f"{API}articles/", headers=known).status_code == 200
    assert client.head(f"{API}articles/").status_code == 200


@pytest.mark.parametrize("number", [1, 3, 50])
def test_it_asks_no_more_the_more_there_is(client, django_assert_max_num_queries, number):
    topics, outlet, speaker = (
        [make_topic("china"), make_topic("x")],
        make_outlet("L", slug="l"),
        make_person(),
    )
    Role.objects.create(person=speaker, title="Director")
    told = make_testimony(speaker=speaker, topics=topics)
    for _number in range(number):
        make_testimony(speaker=speaker, topics=topics)
        piece = make_article(topics=topics, outlet=outlet, testimony=told, image=make_image())
        make_article(language="ko", translation_key=piece.translation_key)
        for person in (speaker, make_person()):
            piece.quoted.create(person=person)
        ExternalLink.objects.create(article=piece, url="https://v.example/1", kind="video")
    lists = (
        "articles/?limit=100",
        "articles/?topic=china&outlet=l",
        "articles/?q=coverage",
        "testimonies/?topic=china",
        "topics/",
        "outlets/",
    )
    for path in lists:
        cache.clear()
        with django_assert_max_num_queries(4):
            assert get(client, path)["items"], path
    for path in (address(piece), address(told), "topics/china/", "outlets/l/"):
        cache.clear()
        with django_assert_max_num_queries(6):
            get(client, path)


# --- What it says of itself -----------------------------------------------------------------


def test_the_document_describes_every_address_and_parameter(client):
    document = get(client, "openapi.json")
    assert document["openapi"].startswith("3.")
    operations = {path: methods["get"] for path, methods in document["paths"].items()}
    assert {path.removeprefix(API) for path in operations} == {
        "articles/",
        "testimonies/",
        "topics/",
        "outlets/",
        "articles/{key}/{language}/",
        "testimonies/{key}/{language}/",
        "topics/{slug}/",
        "outlets/{slug}/",
    }
    assert {frozenset(methods) for methods in document["paths"].values()} == {frozenset({"get"})}
    for operation in operations.values():
        assert operation["summary"]
        assert operation["description"].endswith(".")
        assert all(parameter["description"] for parameter in operation["parameters"])


def test_what_is_answered_is_what_the_document_says(client):
    make_article(topics=[make_topic()])
    schemas = get(client, "openapi.json")["components"]["schemas"]
    (item,) = get(client, "articles/")["items"]
    assert set(item) == set(schemas["ArticleBrief"]["properties"])


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_page_tells_people_of_it_in_their_language(client, language):
    response = client.get(f"/{language}/data/")
    assert response.status_code == 200
    headings = texts(response, "//h3")
    assert len(headings) == 8
    assert texts(response, "//section[@class='operation'][1]//dt")[:3] == ["language", "q", "topic"]
    text = response.content.decode()
    assert ("Press coverage" in text) == (language == "en")
    assert "online" in texts(response, "//dd/code")
    for link in tree(response).xpath("//main//a/@href"):
        assert client.get(link).status_code == 200, link


def test_the_root_leads_to_that_page(client):
    response = client.get(API, headers={"accept-language": "ko"})
    assert (response.status_code, response["Location"]) == (302, "/ko/data/")
