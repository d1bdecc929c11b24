"""The search page: what readers find, narrow, are offered, and must not learn."""

import datetime as dt
import unicodedata

import pytest
from django.core.cache import cache
from django.utils import timezone

from articles.choices import Status
from articles.models import Article, Outlet, Redirect
from articles.search import results as search_results
from tests.articles.views.reading import headlines, links, texts, tree
from tests.factories import (
    make_article,
    make_draft,
    make_outlet,
    make_person,
    make_testimony,
    make_topic,
)

pytestmark = pytest.mark.django_db

LATER = timezone.now() + dt.timedelta(days=30)


def search(client, text="", here="en", **values):
    return client.get(f"/{here}/search/", {"q": text} | values)


def values(response, name: str) -> dict[str, str]:
    """What a facet offers, and the figures: the label and the count as readers see them."""
    found = tree(response).xpath(f"//ul[@aria-labelledby='by-{name}']/li/a")
    return {
        link.xpath("string(span[1])"): link.xpath("string(span[@class='count'])") for link in found
    }


@pytest.fixture
def site():
    """Coverage and testimonies in both languages, and what must not be found."""
    topics = {
        "repatriation": make_topic(
            "repatriation", name_ko="강제송환", synonyms="강제북송\nforced return\nrefoulement"
        ),
        "detention": make_topic("detention", name_ko="구금"),
        "hidden": make_topic("hidden", name="Hidden", synonyms="secretword"),
    }
    ledger = make_outlet("The Ledger", slug="ledger", name_ko="원장신문")
    courier = make_outlet("The Courier", slug="courier")
    make_article(
        title="Border in winter",
        outlet=ledger,
        outlet_date=dt.date(2021, 3, 1),
        topics=[topics["repatriation"]],
    )
    make_article(
        title="A letter",
        summary="Sent over the border",
        outlet=courier,
        outlet_date=dt.date(2023, 3, 1),
        topics=[topics["repatriation"], topics["detention"]],
    )
    make_article(
        title="국경의 겨울",
        summary="강제북송은 계속되었다. The border",
        language="ko",
        outlet=ledger,
        outlet_date=dt.date(2022, 3, 1),
    )
    make_testimony(
        title="What was said", body="<p>At the border &lt;b&gt;</p>", date=dt.date(2023, 6, 1)
    )
    hidden = {"summary": "unheardof border", "outlet": ledger, "topics": [topics["hidden"]]}
    make_draft(title="Draft", **hidden)
    make_article(title="In review", status=Status.IN_REVIEW, **hidden)
    make_article(title="Withdrawn", status=Status.WITHDRAWN, **hidden)
    make_article(title="Scheduled", published_at=LATER, **hidden)
    make_testimony(title="Told draft", summary="unheardof border", status=Status.DRAFT)
    return topics


def test_articles_and_testimonies_come_in_one_list(client, site):
    response = search(client, "border")
    assert headlines(response) == ["Border in winter", "A letter", "국경의 겨울", "What was said"]
    assert texts(response, "//h2[@id='results']") == ["4 results"]


def test_by_date_the_latest_comes_first(client, site):
    response = search(client, "border", sort="date")
    assert headlines(response) == ["What was said", "A letter", "국경의 겨울", "Border in winter"]


def test_what_weighs_more(client):
    topic = make_topic("border")
    for title, values in {
        "In the text": {"body": "<p>border</p>"},
        "In the summary": {"summary": "border"},
        "By its topic": {"topics": [topic]},
        "The border": {},
        "The border, by its topic": {"topics": [topic]},
    }.items():
        make_article(title=title, **values)
    assert headlines(search(client, "border")) == [
        "The border, by its topic",
        "The border",
        "By its topic",
        "In the summary",
        "In the text",
    ]


def test_words_that_follow_each_other_in_a_title_weigh_more(client):
    make_article(title="The winter border", outlet_date=dt.date(2020, 1, 1))
    make_article(title="The border in winter", outlet_date=dt.date(2023, 1, 1))
    assert headlines(search(client, "winter border"))[0] == "The winter border"


def test_the_readers_language_comes_first_among_equals(client):
    for language in ("ko", "en"):
        make_article(title=f"Border {language}", language=language)
    assert headlines(search(client, "border")) == ["Border en", "Border ko"]
    assert headlines(search(client, "border", "ko")) == ["Border ko", "Border en"]


# --- What readers must not learn --------------------------------------------------------------


def test_no_hidden_item_is_found_or_counted(client, site):
    response = search(client, "border", outlet="ledger")
    assert headlines(response) == ["Border in winter", "국경의 겨울"]
    assert texts(response, "//h2[@id='results']") == ["2 results"]
    assert values(response, "year") == {"2022": "1", "2021": "1"}
    assert headlines(search(client, "", outlet="ledger")) == ["국경의 겨울", "Border in winter"]


def test_a_word_of_a_hidden_item_is_neither_found_nor_suggested(client, site):
    for text in ("unheardof", "unheardoff", "secretword", "secretwords", "hidden", "Draft"):
        response = search(client, text)
        assert headlines(response) == [], text
        main = tree(response).xpath("string(//section[@class='nothing'])")
        assert "unheardof" not in main.replace(text, ""), text
        assert not {"Hidden", "secretword"} & set(texts(response, "//main//a")), text


def test_a_proposed_outlet_and_person_are_not_found_by_name(client):
    outlet = make_outlet("Proposed Post", slug="proposed", is_proposed=True)
    article = make_article(outlet=outlet)
    article.quoted.create(person=make_person("Proposed Person", is_proposed=True))
    for text in ("proposed", "Proposed Post", "person"):
        assert headlines(search(client, text)) == []
    assert values(search(client, "coverage"), "outlet") == {}


def test_what_is_withdrawn_is_gone_at_once(client, site):
    Article.objects.filter(title="A letter").update(status=Status.WITHDRAWN)
    response = search(client, "border")
    assert headlines(response) == ["Border in winter", "국경의 겨울", "What was said"]


# --- Filters ----------------------------------------------------------------------------------


def test_filters_are_offered_with_counts(client, site):
    response = search(client, "border")
    assert values(response, "kind") == {"Coverage": "3", "Testimonies": "1"}
    assert values(response, "language") == {"English": "3", "Korean": "1"}
    assert values(response, "topic") == {"Repatriation": "2", "Detention": "1"}
    assert values(response, "outlet") == {"The Ledger": "2", "The Courier": "1"}
    assert values(response, "year") == {"2023": "2", "2022": "1", "2021": "1"}


@pytest.mark.parametrize(
    ("filters", "titles"),
    [
        ({"topic": "repatriation"}, {"Border in winter", "A letter"}),
        ({"topic": "repatriation", "year": "2023"}, {"A letter"}),
        ({"outlet": "ledger"}, {"Border in winter", "국경의 겨울"}),
        ({"year": "2023"}, {"A letter", "What was said"}),
        ({"language": "ko"}, {"국경의 겨울"}),
        ({"kind": "testimony"}, {"What was said"}),
        ({"kind": "testimony", "outlet": "ledger"}, set()),
        ({"year": "1999"}, set()),
    ],
)
def test_filters_narrow(client, site, filters, titles):
    assert set(headlines(search(client, "border", **filters))) == titles


def test_a_filter_without_a_text_lists_by_date(client, site):
    assert headlines(search(client, topic="repatriation")) == ["A letter", "Border in winter"]


def test_each_link_of_a_filter_leads_to_as_many_results(client, site):
    for link in tree(search(client, "border")).xpath("//nav[@id='narrow']//a"):
        found = headlines(client.get(f"/en/search/{link.get('href')}"))
        assert str(len(found)) == link.xpath("string(span[@class='count'])"), link.get("href")


def test_a_chosen_filter_can_be_taken_back(client, site):
    response = search(client, "border", topic="detention", year="2023")
    chosen = tree(response).xpath("//ul[@class='chosen']//a/@href")
    assert chosen == ["?q=border&year=2023", "?q=border&topic=detention"]
    assert values(response, "topic") == {}
    hidden = tree(response).xpath("//form[@class='search-form']//input[@type='hidden']")
    assert {(field.get("name"), field.get("value")) for field in hidden} == {
        ("topic", "detention"),
        ("year", "2023"),
    }


@pytest.mark.parametrize(
    "values",
    [
        {"topic": "nothing"},
        {"outlet": "../../etc"},
        {"year": "20x3"},
        {"year": "99999"},
        {"language": "xx"},
        {"kind": "<b>"},
        {"topic": "x" * 5_000},
    ],
)
def test_an_unknown_filter_is_left_out_and_said(client, site, values):
    response = search(client, "border", **values)
    assert response.status_code == 200
    assert len(headlines(response)) == 4
    assert "There is no filter" in response.content.decode()


def test_a_filter_follows_a_topic_or_outlet_that_got_another_slug(client, site):
    Redirect.remember("/en/topics/정치범-수용소/", site["detention"])
    Redirect.remember("/en/outlets/old/", Outlet.objects.get(slug="courier"))
    response = search(client, "border", topic="정치범-수용소", outlet="old")
    assert headlines(response) == ["A letter"]
    assert "There is no filter" not in response.content.decode()
    assert "topic=detention&amp;" in response.content.decode()


@pytest.mark.parametrize("values", [{"sort": "x"}, {"page": "0"}, {"page": "-1"}, {"page": "x"}])
def test_an_unknown_order_or_page_is_the_first(client, site, values):
    assert len(headlines(search(client, "border", **values))) == 4


# --- Pages ------------------------------------------------------------------------------------


def test_pages_hold_every_result_once(client, monkeypatch):
    monkeypatch.setattr(search_results, "PER_PAGE", 2)
    for number in range(5):
        make_article(title=f"Border {number}", outlet_date=dt.date(2020 + number, 1, 1))
    first, second, last, beyond = (search(client, "border", page=page) for page in (1, 2, 3, 99))
    assert headlines(first) == ["Border 4", "Border 3"]
    assert headlines(second) == ["Border 2", "Border 1"]
    assert headlines(last) == headlines(beyond) == ["Border 0"]
    assert tree(second).xpath("//nav[@class='pager']/a/@href") == [
        "?q=border&page=1",
        "?q=border&page=3",
    ]


def test_of_very_many_the_newest_are_ranked_and_nothing_is_counted(client, monkeypatch):
    monkeypatch.setattr(search_results, "MOST", 2)
    monkeypatch.setattr("articles.views.search.MOST", 2)
    for year in (2020, 2021, 2022):
        make_article(title=f"Border {year}", outlet_date=dt.date(year, 1, 1))
    response = search(client, "border")
    assert texts(response, "//h2[@id='results']") == ["More than 2 results"]
    assert headlines(response) == ["Border 2022", "Border 2021"]
    assert values(response, "year") == {"2022": "", "2021": "", "2020": ""}


# --- What is offered --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["강제송환", "강제북송", "forced return", "Refoulement", "repatriation of families 2021"],
)
def test_a_word_for_a_topic_offers_its_page(client, site, text):
    make_article(title="Families 2021", topics=[site["repatriation"]])
    response = search(client, text)
    assert texts(response, "//p[@class='found-page']/a") == ["Repatriation"]
    assert "/en/topics/repatriation/" in response.content.decode()


def test_the_name_of_an_outlet_offers_its_page(client, site):
    assert texts(search(client, "원장신문"), "//p[@class='found-page']/a") == ["The Ledger"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("bordre", "border"),
        ("bordr", "border"),
        ("wintre border", "winter border"),
        ("wintre bordre", "winter border"),
        ("repatration", "repatriation"),
        ("강재북송", "강제북송"),
        ("국겅의", "국경의"),
        ("강제북송에 대한", "강제북송"),
        ("겨울들에서는 국경까지", "겨울 국경"),
        ("강재북송이", "강제북송"),
    ],
)
def test_a_spelling_that_exists_is_offered(client, site, text, meant):
    response = search(client, text)
    assert headlines(response) == []
    assert texts(response, "//p[@class='meant']/a") == [meant]
    [address] = tree(response).xpath("//p[@class='meant']/a/@href")
    assert headlines(client.get(f"/en/search/{address}"))


def test_topics_near_by_are_offered(client, site):
    response = search(client, "repatriating xyz")
    assert (
        texts(response, "//section[@class='nothing']//ul[@class='topics']//a")[0] == "Repatriation"
    )
    assert "Hidden" not in response.content.decode()


def test_topics_to_begin_with_are_not_called_near(client, site):
    near, begin = "Topics near by", "Or begin with a topic"
    for text, heading, topics in [
        ("repatriating xyz", near, ["Repatriation"]),
        ("국군포로", begin, ["Detention", "Repatriation"]),
        ("zzzz", begin, ["Detention", "Repatriation"]),
    ]:
        response = search(client, text)
        assert texts(response, "//section[@class='nothing']/h3") == [heading]
        assert texts(response, "//section[@class='nothing']//ul[@class='topics']//a") == topics


def test_without_a_text_there_are_topics_to_begin_with(client, site):
    response = search(client)
    assert texts(response, "//main//ul[@class='topics']//a") == ["Detention", "Repatriation"]


# --- Marks ------------------------------------------------------------------------------------


def marks(response) -> list[str]:
    return texts(response, "//main//mark")


def test_what_was_found_is_marked(client, site):
    assert marks(search(client, "북송")) == ["북송"]
    assert marks(search(client, unicodedata.normalize("NFD", "북송"))) == ["북송"]
    assert marks(search(client, "borders winters", year="2021")) == ["Border", "winter"]
    assert marks(search(client, '"over the border"')) == ["over the border"]


def test_an_excerpt_of_the_text_shows_where_it_was_found(client):
    make_article(summary="Nothing of it", body=f"<p>{'long ' * 200} needle {'road ' * 200}</p>")
    [shown] = texts(search(client, "needle"), "//p[@class='summary']")
    assert shown.startswith("… long") and shown.endswith("road …")
    assert len(shown) < 260 and " needle " in shown


def test_a_title_and_a_text_with_html_stay_text(client):
    make_article(title="<script>x</script> & <mark>border", summary="<img src=x> border")
    make_testimony(title="Told", summary="", body="<p>&lt;script&gt;border&lt;/script&gt;</p>")
    page = search(client, "border script")
    assert tree(page).xpath("//main//script | //main//img") == []
    assert set(marks(page)) == {"script", "border"}
    assert "<script>x</script> & <mark>border" in headlines(page)


# --- The page ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_page_has_a_search_box(client, language):
    for path in ("", "coverage/", "topics/", "nothing/"):
        form = tree(client.get(f"/{language}/{path}")).xpath("//header//form[@role='search']")[0]
        assert form.get("action") == f"/{language}/search/"
        assert form.xpath("string(label)").strip()
    assert tree(client.get(f"/{language}/search/")).xpath("//header[@class='masthead']//form") == []


def test_results_are_not_for_search_engines(client, site):
    response = search(client, "border")
    assert tree(response).xpath("//meta[@name='robots']/@content") == ["noindex, follow"]
    assert list(links(response, "canonical").values()) == ["http://localhost:8000/en/search/"]


def test_the_switch_of_language_keeps_the_search(client, site):
    response = search(client, "북송", topic="repatriation")
    [address] = tree(response).xpath("//p[@class='switch']/a/@href")
    assert address.startswith("/ko/search/?q=") and "topic=repatriation" in address


@pytest.mark.parametrize(
    "text",
    ["?!", "😀", '"', "\x00", "\u202e"],
)
def test_nothing_to_look_for_is_said(client, site, text):
    response = search(client, text)
    assert "at least one letter" in response.content.decode()


@pytest.mark.parametrize(
    "text",
    [
        "AND",
        "NEAR(a b)",
        "title:border*",
        "' OR 1=1 --",
        "border & !winter | (x <-> y):*",
        "x" * 10_000,
        "강" * 10_000,
        "-border",
        "مرحبا بالعالم",
        "\ud7b0\x00border",
        "{{ 7*7 }} {% now %}",
        "<script>alert(1)</script>",
    ],
)
def test_any_text_gives_a_page(client, site, text):
    assert search(client, text).status_code == 200
    assert client.get("/en/search/?q=%FF%ED%A0%80").status_code == 200


@pytest.mark.parametrize("number", [1, 3, 50])
def test_a_page_of_results_costs_four_queries_whatever_its_length(
    client, number, django_assert_max_num_queries
):
    topic, outlet = make_topic("border"), make_outlet("The Ledger")
    for _ in range(number):
        make_article(topics=[topic], outlet=outlet).quoted.create(person=make_person())
        make_testimony(topics=[topic], speaker=make_person())
    for text in ("border", "bordre", ""):
        cache.clear()
        with django_assert_max_num_queries(4):
            search(client, text)
