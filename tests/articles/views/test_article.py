"""The page of one piece of coverage, and the lists of them."""

import datetime as dt

import pytest
from django.db import connection

from articles.choices import LinkHealth
from articles.images.derivatives import make_renditions
from articles.models import Role
from tests.articles.views.reading import headlines, links, texts, tree
from tests.factories import (
    make_article,
    make_image,
    make_outlet,
    make_person,
    make_testimony,
    make_topic,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def daily():
    return make_outlet("Korea Daily", name_ko="코리아데일리", country="KR", language="en")


def open_page(client, article):
    response = client.get(article.get_absolute_url())
    assert response.status_code == 200
    return response


def test_the_facts_of_a_piece_stand_before_its_title(client, daily):
    values = {"outlet": daily, "original_language": "en", "medium": "newspaper", "depth": "quote"}
    english = make_article(**values)
    korean = make_article(language="ko", **values)
    facts = "//header[@class='piece-head']/p[@class='facts']/*"
    assert texts(open_page(client, english), facts) == [
        "Korea Daily",
        "June 14, 2023",
        "South Korea",
        "in English",
        "Newspaper",
        "quotes NKDB",
    ]
    assert texts(open_page(client, korean), facts)[:3] == [
        "코리아데일리",
        "2023년 6월 14일",
        "대한민국",
    ]
    feature = make_article(outlet=daily, depth="feature")
    assert texts(open_page(client, feature), facts)[-1] == "Feature"


def test_the_headline_of_the_outlet_is_in_its_own_language(client):
    article = make_article(headline="국경의 소식", original_language="ko", byline="Kim Min")
    (quoted,) = tree(open_page(client, article)).xpath("//header//q")
    assert (quoted.get("lang"), quoted.text) == ("ko", "국경의 소식")
    assert texts(open_page(client, article), "//p[@class='byline']/bdi") == ["Kim Min"]


def test_what_was_said_is_the_summary_and_the_text(client):
    article = make_article(summary="One & two", body="<h2>Three</h2><p>Four <em>five</em></p>")
    response = open_page(client, article)
    assert texts(response, "//section[@aria-labelledby='said']/*") == [
        "What NKDB said",
        "One & two",
        "Three Four five".replace(" ", "", 1),
    ]
    assert tree(response).xpath("//div[@class='prose']/h2/text()") == ["Three"]


def test_people_are_named_with_the_role_that_they_had(client):
    director = make_person("Hanna Song", name_ko="송한나")
    Role.objects.create(
        person=director,
        title="Director",
        title_ko="소장",
        organisation="NKDB",
        start=dt.date(2021, 1, 1),
    )
    Role.objects.create(person=director, title="Intern", end=dt.date(2020, 12, 31))
    guest = make_person("Guest")
    people = {}
    for language in ("en", "ko"):
        article = make_article(language=language)
        article.quoted.create(person=director)
        article.quoted.create(person=guest, role="a neighbour")
        people[language] = texts(open_page(client, article), "//ul[@class='people']/li")
    assert people == {
        "en": ["Hanna Song Director, NKDB", "Guest a neighbour"],
        "ko": ["송한나 소장, NKDB", "Guest a neighbour"],
    }


def test_a_role_without_a_korean_title_is_marked_as_english(client):
    person = make_person("Guest")
    Role.objects.create(person=person, title="Lawyer")
    article = make_article(language="ko")
    article.quoted.create(person=person)
    page = tree(open_page(client, article))
    assert page.xpath("//span[@class='role']/span[@lang='en']/text()") == ["Lawyer"]


def test_every_link_says_where_it_leads_and_how_it_is(client, daily):
    article = make_article(outlet=daily, link=None)
    looked = dt.datetime(2024, 6, 2, 12, tzinfo=dt.UTC)
    add = article.links.create
    add(url="https://portal.example/1", kind="portal", health=LinkHealth.GONE, checked_at=looked)
    add(url="https://www.tv.example/1", kind="video", language="ko")
    add(url="https://a.example/1.pdf", kind="document", label="The full report")
    add(
        url="https://daily.example/1",
        kind="original",
        health=LinkHealth.ALIVE,
        checked_at=looked,
        archived_url="https://archive.example/1",
    )
    add(url="", kind="original", label="lost")
    response = open_page(client, article)
    # Without the address that is printed below each.
    found = [text.rpartition(" ")[0] for text in texts(response, "//ul[@class='links']/li")]
    assert found == [
        (
            "Read at Korea Daily Original daily.example "
            "Available when we last looked (June 2, 2024) Archived copy"
        ),
        "Watch at tv.example Video Korean tv.example",
        "The full report Document a.example",
        (
            "Read at portal.example News portal portal.example "
            "It was no longer available when we last looked (June 2, 2024)."
        ),
    ]
    for link in tree(response).xpath("//main//a[starts-with(@href, 'https://')]"):
        assert set(link.get("rel").split()) == {"noopener", "noreferrer", "external"}
        assert link.get("target") is None


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"no_public_original": True}, "There is no public original on the web."),
        ({}, "The address of the original is not known yet."),
    ],
)
def test_a_piece_without_a_link_says_why(client, values, sentence):
    article = make_article(link=None, **values)
    assert texts(open_page(client, article), "//section[@class='piece-source']/p") == [sentence]


def test_a_picture_has_its_words_in_the_language_of_the_page(client):
    image = make_image()
    for language, alt in (("en", "A grey field"), ("ko", "회색 들판")):
        (picture,) = tree(open_page(client, make_article(language=language, image=image))).xpath(
            "//figure//img"
        )
        assert (picture.get("alt"), picture.get("width"), picture.get("height")) == (
            alt,
            "64",
            "40",
        )


def test_a_picture_is_offered_in_sizes_and_formats_and_cut_where_the_editor_said(client):
    image = make_image(focus="top-left")
    article = make_article(image=image)
    (before,) = tree(open_page(client, article)).xpath("//figure//img")
    assert before.get("src") == image.file.url
    assert tree(open_page(client, article)).xpath("//source") == []
    list(make_renditions([image]))
    page = tree(open_page(client, article))
    types = ["image/avif", "image/webp", "image/jpeg"]
    assert page.xpath("//figure/picture//source/@type") == types
    for addresses in page.xpath("//source/@srcset"):
        assert client.get(addresses.split(" ")[0]).status_code == 200
    assert len(set(page.xpath("//source/@sizes"))) == 1
    (picture,) = page.xpath("//figure/picture//img")
    assert picture.get("src").endswith(".jpg")
    assert (picture.get("class"), picture.get("fetchpriority")) == ("focus-top-left", "high")
    assert picture.get("loading") is None


def test_the_testimony_that_it_covers_is_linked_in_the_language_of_the_page(client):
    english = make_testimony(title="Statement")
    korean = make_testimony(title="진술", language="ko", translation_key=english.translation_key)
    only_english = make_testimony(title="Only in English")
    section = "//section[@aria-labelledby='testimony']//a"
    for language, covered, shown in (
        ("en", english, english),
        ("en", korean, english),
        ("ko", english, korean),
        ("ko", only_english, only_english),
    ):
        page = tree(open_page(client, make_article(language=language, testimony=covered)))
        (link,) = page.xpath(section)
        assert (link.text, link.get("href"), link.get("lang")) == (
            shown.title,
            shown.get_absolute_url(),
            shown.language,
        )


def test_earlier_coverage_shares_a_topic_and_comes_before(client):
    china, prisons = make_topic("china"), make_topic("prisons")
    for day in range(1, 8):
        make_article(title=f"Day {day}", outlet_date=dt.date(2023, 6, day), topics=[china, prisons])
    make_article(title="Same day, entered before", topics=[prisons])
    article = make_article(topics=[china, prisons])
    make_article(title="Same day, entered after", topics=[prisons])
    assert texts(open_page(client, article), "//ul[@class='brief']/li/a") == [
        "Same day, entered before",
        "Day 7",
        "Day 6",
        "Day 5",
    ]


def test_the_path_to_the_page_leads_back(client):
    page = tree(open_page(client, make_article(topics=[make_topic("china")])))
    assert page.xpath("//nav[@class='crumbs']//a/@href") == ["/en/coverage/", "/en/coverage/2023/"]
    assert page.xpath("//ul[@class='topics']//a/@href") == ["/en/topics/china/"]


def test_the_made_up_outlet_is_said_to_be_made_up(client):
    fictional = make_article(outlet=make_outlet("Invented Post", is_fictional=True))
    real = make_article()
    assert "made up for demonstration" in open_page(client, fictional).content.decode()
    assert "made up" not in open_page(client, real).content.decode()


def test_html_is_escaped_in_titles_and_cleaned_in_text(client):
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    outlet = make_outlet(f"Outlet {attack}", slug="outlet")
    topic = make_topic("topic", name=f"Topic {attack}", definition=attack)
    article = make_article(
        title=f"Title {attack}",
        summary=attack,
        headline=attack,
        byline=attack,
        outlet=outlet,
        topics=[topic],
    )
    # As if it had come into the database by another way than through our fields.
    body = f"<p>Text</p>{attack}<a href='javascript:alert(1)'>x</a><p style='color:red'>y</p>"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_article SET body = %s WHERE id = %s", [body, article.pk])
    article.quoted.create(person=make_person(f"Person {attack}"), role=attack)
    article.links.create(url="https://a.example/?q=%22><script>", label=attack)
    for path in (
        article.get_absolute_url(),
        "/en/",
        "/en/coverage/",
        "/en/topics/",
        "/en/topics/topic/",
        "/en/outlets/",
        "/en/outlets/outlet/",
    ):
        page = tree(client.get(path))
        found = page.xpath(
            "//script[not(@type='application/ld+json')] | //*[@onerror] | //*[@style] | //a[contains(@href, 'script:')]"
        )
        assert found == [], path
        assert page.xpath("//img/@src") == ["/static/img/mark.svg"], path


# --- Lists ----------------------------------------------------------------------------------


def test_a_list_tells_of_each_piece_what_a_reader_asks(client, daily):
    article = make_article(
        title="Title",
        summary="Summary",
        outlet=daily,
        original_language="ko",
        topics=[make_topic("china")],
        link=None,
    )
    article.links.create(
        url="https://portal.example/1",
        kind="portal",
    )
    article.links.create(
        url="https://daily.example/1",
        health=LinkHealth.ALIVE,
        checked_at=dt.datetime(2024, 6, 2, 12, tzinfo=dt.UTC),
    )
    response = client.get("/en/coverage/")
    assert texts(response, "//article[@class='item']") == [
        ("Korea Daily June 14, 2023 South Korea in Korean Title Summary Read at Korea Daily China"),
    ]
    assert tree(response).xpath("//p[@class='source']/a/@href") == ["https://daily.example/1"]


GONE_SAID = {
    "en": "The original was no longer available when we last looked (May 12, 2026). Archived copy",
    "ko": "마지막으로 확인했을 때(2026년 5월 12일) 원문을 더 이상 볼 수 없었습니다. 보관된 사본",
}


@pytest.mark.parametrize(("language", "sentence"), GONE_SAID.items())
def test_that_the_original_is_gone_is_said_with_the_way_to_a_copy(client, language, sentence):
    article = make_article(link=None, language=language)
    article.links.create(
        url="https://daily.example/1",
        health=LinkHealth.GONE,
        checked_at=dt.datetime(2026, 5, 12, 3, tzinfo=dt.UTC),
        archived_url="https://web.archive.org/web/2023/https://daily.example/1",
    )
    for address in (f"/{language}/coverage/", article.get_absolute_url()):
        response = client.get(address)
        assert sentence in texts(response, "//main")[0]
        [copy] = tree(response).xpath("//a[@class='archived']")
        assert copy.get("href") == "https://web.archive.org/web/2023/https://daily.example/1"
        assert set(copy.get("rel").split()) == {"noopener", "noreferrer", "external"}


@pytest.mark.parametrize("health", [*LinkHealth])
def test_a_list_says_something_of_a_link_only_where_it_is_gone(client, health):
    article = make_article(link=None)
    looked = dt.datetime(2026, 5, 12, 3, tzinfo=dt.UTC)
    article.links.create(url="https://d.example/1", health=health, checked_at=looked)
    said = texts(client.get("/en/coverage/"), "//span[@class='state']")
    assert bool(said) == (health == LinkHealth.GONE)


def test_a_list_is_by_the_day_of_the_outlet(client):
    for title, day in (("b", 2), ("a", 1), ("c", 3)):
        make_article(title=title, outlet_date=dt.date(2023, 6, day))
    assert headlines(client.get("/en/coverage/")) == ["c", "b", "a"]


def test_a_year_holds_its_own_days_alone(client):
    for day in ("2021-12-31", "2022-01-01", "2022-12-31", "2023-01-01"):
        make_article(title=day, outlet_date=dt.date.fromisoformat(day))
    assert headlines(client.get("/en/coverage/2022/")) == ["2022-12-31", "2022-01-01"]


def test_the_years_on_offer_are_those_of_which_there_is_something(client):
    for year, language, status in (
        (2023, "en", "published"),
        (2023, "en", "published"),
        (2019, "en", "published"),
        (2021, "ko", "published"),
        (2020, "en", "draft"),
    ):
        make_article(outlet_date=dt.date(year, 6, 1), language=language, status=status)
    years = "//nav[@id='years']//a"
    response = client.get("/en/coverage/")
    assert texts(response, years) == ["2023 2 2 articles", "2019 1 1 article"]
    assert tree(response).xpath(years + "/@href") == ["/en/coverage/2023/", "/en/coverage/2019/"]
    page = tree(client.get("/en/coverage/2019/"))
    assert page.xpath(years + "[@aria-current='page']/@href") == ["/en/coverage/2019/"]


def test_an_empty_list_says_what_to_do(client):
    make_article(language="ko")
    (sentence,) = texts(client.get("/en/coverage/"), "//main//p[@class='empty']")
    assert sentence.startswith("Nothing has been published in this language yet.")


def test_the_canonical_address_is_the_page_of_the_item(client):
    article = make_article(language="ko", slug="강제북송")
    canonical = links(open_page(client, article), "canonical")
    assert canonical == {"": "http://localhost:8000" + article.get_absolute_url()}
    assert canonical[""].isascii()
