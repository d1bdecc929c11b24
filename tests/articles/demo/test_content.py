import datetime as dt
import re
from collections import Counter
from itertools import groupby
from urllib.parse import urlsplit

import pytest

from articles.choices import Depth, Medium, TestimonyKind
from articles.demo import content
from articles.text import html, slugs
from articles.text.matching import has_hangul

NOW = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)
RECORDS = list(content.records(now=NOW))
REQUIRED_TOPICS = {
    "repatriation",
    "detention",
    "defectors",
    "china",
    "covid-19",
    "human-rights",
    "testimony",
    "satellite-imagery",
    "sanctions",
    "united-nations",
    "political-prison-camps",
    "families",
}
REAL_HOSTS = {"koreajoongangdaily.joins.com", "www.cecc.gov"}
TAGS = {"p", "h2", "h3", "ul", "ol", "li", "blockquote", "a", "em", "strong"}
SAYS_SO = {"en": r"demonstration", "ko": r"시연"}
ITEMS = [record for record in RECORDS if record["type"] in {"article", "testimony"}]


def of(kind: str) -> list[dict]:
    return [record for record in RECORDS if record["type"] == kind]


def named(record: dict) -> str:
    return f"{record['language']}-{record['slug']}"


def languages_of_items(kind: str) -> Counter:
    """How many items there are in each set of languages."""
    rows = sorted(of(kind), key=lambda record: record["translation_key"])
    grouped = groupby(rows, key=lambda record: record["translation_key"])
    return Counter("+".join(record["language"] for record in rows) for _key, rows in grouped)


def test_there_is_enough_to_look_at():
    languages = languages_of_items("article")
    assert languages.total() >= 26
    assert languages["en+ko"] >= 8
    assert languages["ko"] >= 4
    assert len(of("outlet")) >= 8
    years = Counter(record["outlet_date"][:4] for record in of("article"))
    assert set(years) == {str(year) for year in range(2017, 2027)}
    assert years["2023"] >= 8
    assert {record["medium"] for record in of("article")} == set(Medium.values)
    assert {record["depth"] for record in of("article")} == set(Depth.values)


def test_there_are_statements_and_one_protected_witness():
    kinds = Counter((record["kind"], record["language"]) for record in of("testimony"))
    statement, witness = TestimonyKind.STATEMENT, TestimonyKind.WITNESS
    assert kinds == {
        (statement, "en"): 2,
        (statement, "ko"): 3,
        (witness, "en"): 1,
        (witness, "ko"): 1,
    }
    assert languages_of_items("testimony") == {"en+ko": 3, "ko": 1}
    accounts = [record for record in of("testimony") if record["kind"] == witness]
    assert all(record["alias"] and "speaker" not in record for record in accounts)
    assert all(record["content_note"] for record in accounts)


def test_every_stage_on_the_way_to_the_public_is_shown():
    later = {record["slug"] for record in ITEMS if record.get("published_at", "") > "2026-11-24T09"}
    stages = Counter(record["status"] for record in ITEMS)
    del stages["published"]
    assert stages == {"draft": 3, "in_review": 1, "withdrawn": 1}
    assert later == {"the-long-table"}
    assert [bool(record.get("withdrawal_reason")) for record in ITEMS].count(True) == 1
    unfinished = [record for record in ITEMS if any(not link["url"] for link in record["links"])]
    assert [record["status"] for record in unfinished] == ["draft"]


def test_topics_have_names_and_synonyms_in_both_languages():
    topics = {record["slug"]: record for record in of("topic")}
    assert set(topics) >= REQUIRED_TOPICS
    assert len(topics) <= 16
    for topic in topics.values():
        assert has_hangul(topic["name_ko"])
        assert has_hangul(topic["definition_ko"])
        assert {has_hangul(synonym) for synonym in topic["synonyms"]} == {True, False}


def test_no_word_stands_for_two_topics():
    terms = Counter(
        term.casefold()
        for topic in of("topic")
        for term in {topic["name"], topic["name_ko"], *topic["synonyms"]}
    )
    assert [term for term, number in terms.items() if number > 1] == []


def test_every_topic_has_something_to_read_in_both_languages():
    used = {
        (language, topic)
        for language in ("en", "ko")
        for record in of("article")
        if record["language"] == language and record["status"] == "published"
        for topic in record["topics"]
    }
    slugs_of_topics = {topic["slug"] for topic in of("topic")}
    assert used == {(language, slug) for language in ("en", "ko") for slug in slugs_of_topics}


def test_what_is_referred_to_exists():
    there = {
        kind: {record["slug"] for record in of(kind)} for kind in ("topic", "outlet", "person")
    }
    images = {record["key"] for record in of("image")}
    testimonies = {(record["translation_key"], record["language"]) for record in of("testimony")}
    for record in ITEMS:
        assert set(record["topics"]) <= there["topic"]
        assert {quoted["person"] for quoted in record.get("people", [])} <= there["person"]
        assert record.get("speaker") in {None, *there["person"]}
        assert record.get("image") in {None, *images}
    for record in of("article"):
        assert record["outlet"] in there["outlet"]
        covered = record.get("testimony")
        assert not covered or (covered["translation_key"], covered["language"]) in testimonies
    covered = {
        record["testimony"]["translation_key"] for record in of("article") if "testimony" in record
    }
    assert covered == {record["translation_key"] for record in of("testimony")}


def test_what_is_made_up_cannot_be_taken_for_real():
    real = {record["slug"] for record in of("outlet") if not record["is_fictional"]}
    assert real == {"korea-joongang-daily"}
    for outlet in of("outlet"):
        if outlet["is_fictional"]:
            assert "(demonstration)" in outlet["name"]
            assert "(시연용)" in outlet["name_ko"]
    for person in of("person"):
        roles = [role for role in person["roles"] if person["slug"] != "hanna-song"]
        assert all("invented for demonstration" in role["title"] for role in roles)
        assert all("시연용 가상 인물" in role["title_ko"] for role in roles)
    for record in ITEMS:
        assert re.search(SAYS_SO[record["language"]], html.plain(record["body"])), named(record)


def test_no_quote_is_put_into_a_real_persons_mouth():
    for record in ITEMS:
        people = {quoted["person"] for quoted in record.get("people", [])} | {record.get("speaker")}
        if "hanna-song" in people:
            assert "<blockquote" not in record["body"]
            assert not re.search(r"[\"“”]", record["body"])


def test_links_of_what_is_made_up_lead_nowhere():
    addresses = [link["url"] for record in ITEMS for link in record["links"] if link["url"]]
    addresses += [outlet["homepage"] for outlet in of("outlet")]
    hosts = {urlsplit(address).hostname for address in addresses}
    assert {host for host in hosts if not host.endswith(".example")} == REAL_HOSTS
    assert {urlsplit(address).scheme for address in addresses} == {"https"}


def test_the_hearing_of_june_2023_is_covered_in_both_languages():
    rows = [record for record in of("article") if record["outlet"] == "korea-joongang-daily"]
    assert {record["language"] for record in rows} == {"en", "ko"}
    for record in rows:
        assert record["outlet_date"] == "2023-06-14"
        assert set(record["topics"]) >= {"repatriation", "detention"}
        assert [quoted["person"] for quoted in record["people"]] == ["hanna-song"]
        assert record["no_public_original"]


@pytest.mark.parametrize("record", ITEMS, ids=named)
def test_texts_are_whole_and_in_their_language(record):
    is_korean = record["language"] == "ko"
    assert has_hangul(record["title"]) == is_korean
    assert has_hangul(record["summary"]) == is_korean
    assert has_hangul(record["body"]) == is_korean
    assert html.plain(html.clean(record["body"])) == html.plain(record["body"])
    assert set(re.findall(r"<(\w+)", record["body"])) <= TAGS
    assert len(re.findall(r"[.?!](?:\s|$)", record["summary"])) in {2, 3}
    if record["status"] == "published":
        assert 3 <= record["body"].count("<p>") <= 9


def test_addresses_are_unique_and_stay_as_they_are():
    taken = Counter((record["type"], record["language"], record["slug"]) for record in ITEMS)
    assert max(taken.values()) == 1
    for record in ITEMS:
        assert slugs.slug_of(record["slug"]) == record["slug"]


def test_each_language_has_a_very_long_title():
    longest = {
        language: max(len(record["title"]) for record in ITEMS if record["language"] == language)
        for language in ("en", "ko")
    }
    assert longest["en"] > 250
    assert longest["ko"] > 180
    assert max(longest.values()) <= 300
