import datetime as dt
import io
import json
import unicodedata
from collections import Counter
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.imports import writing
from articles.imports.json_lines import BadRecord, import_records, read_lines, to_line
from articles.imports.json_lines import written_lines as export
from articles.models import Article, ExternalLink, Image, Outlet, Person, Redirect, Testimony, Topic
from tests.articles.imports.rich_content import make_rich_content, remove_all_content
from tests.factories import make_article, make_outlet, make_person, make_testimony, make_topic

pytestmark = pytest.mark.django_db

OUTLET = {"type": "outlet", "slug": "daily", "name": "Daily"}
TOPIC = {"type": "topic", "slug": "detention", "name": "Detention"}
PERSON = {"type": "person", "slug": "hanna-song", "name": "Hanna Song"}
IMAGE = {"type": "image", "key": "river", "file": "images/a.jpg", "width": 3, "height": 2}
KEY = "1b4e28ba-2fa1-41d2-883f-0016d3cca427"
ARTICLE = {
    "type": "article",
    "language": "en",
    "title": "Coverage",
    "outlet": "daily",
    "outlet_date": "2023-06-14",
}
TESTIMONY = {"type": "testimony", "language": "en", "title": "Statement", "translation_key": KEY}
REDIRECT = {"type": "redirect", "path": "/en/old/", "target": {"type": "outlet", "slug": "daily"}}
BEFORE = [TOPIC, OUTLET, PERSON, IMAGE, TESTIMONY]


def file_of(*records: dict) -> io.BytesIO:
    return io.BytesIO("".join(map(to_line, records)).encode())


def reload(text: str):
    return import_records(read_lines(io.BytesIO(text.encode())))


# --- Without loss ---------------------------------------------------------------------------


def test_export_import_export_gives_the_same_bytes():
    make_rich_content()
    first = "".join(export())
    remove_all_content()
    assert "".join(export()) == ""
    report = reload(first)
    assert "".join(export()) == first
    assert report.created == Counter(
        topic=2, outlet=4, person=2, image=1, testimony=2, article=6, sitepage=2, redirect=4
    )
    assert report.missing_files == ["images/0123456789abcdef.jpg"]


def test_the_rich_content_has_what_it_promises():
    make_rich_content()
    records = [json.loads(line) for line in export()]
    items = [record for record in records if record["type"] in {"article", "testimony"}]
    kinds = {link["kind"] for item in items for link in item["links"]}
    assert {item["status"] for item in items} == {"draft", "in_review", "published", "withdrawn"}
    assert {item["language"] for item in items} == {"en", "ko"}
    assert kinds == {"original", "portal", "video", "audio", "document"}
    assert {record["target"]["type"] for record in records if record["type"] == "redirect"} == {
        "article",
        "testimony",
        "topic",
        "outlet",
    }


def test_roles_stand_in_the_order_in_which_they_were_entered():
    make_rich_content()
    records = [json.loads(line) for line in export()]
    (song,) = [record for record in records if record.get("slug") == "hanna-song"]
    assert [role["title"] for role in song["roles"]] == [
        "Executive Director",
        "Director",
        "Adviser",
    ]


def test_a_second_import_changes_nothing_and_says_so():
    make_rich_content()
    first = "".join(export())
    report = reload(first)
    assert "".join(export()) == first
    assert report.created == report.different == Counter()
    assert report.unchanged == Counter(
        topic=2, outlet=4, person=2, image=1, testimony=2, article=6, sitepage=2, redirect=4
    )
    assert next(report.lines()) == "Made: nothing."


def test_accounts_are_not_part_of_the_export():
    make_article(title="Coverage")
    (article,) = (json.loads(line) for line in export() if '"type":"article"' in line)
    assert {key for key in article if key.endswith("_by") or key in {"id", "version"}} == set()


def test_the_order_follows_from_the_content_and_not_from_the_rows():
    for slug in ("zebra", "가나", "Ä-umlaut", "Alpha", "beta"):
        make_topic(slug)
    slugs = [json.loads(line)["slug"] for line in export()]
    assert slugs == ["Alpha", "beta", "zebra", "Ä-umlaut", "가나"]


def test_items_keep_their_order_in_lists():
    outlet = make_outlet("Daily")
    titles = [make_article(title=f"Coverage {n}", outlet=outlet).title for n in (3, 1, 2)]
    first = "".join(export())
    remove_all_content()
    reload(first)
    assert [article.title for article in Article.objects.newest_first()] == titles[::-1]


text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(title=text, summary=text, body=text, name=text, synonyms=st.lists(text))
def test_any_text_survives(title, summary, body, name, synonyms):
    remove_all_content()
    topic = make_topic("one", name=f"n{name}", definition=summary, synonyms="\n".join(synonyms))
    make_article(title=f"t{title}", summary=summary, body=f"<p>{body}</p>", topics=[topic])
    first = "".join(export())
    remove_all_content()
    reload(first)
    assert "".join(export()) == first


# --- What may be left out -------------------------------------------------------------------


def test_the_shortest_article_is_a_draft_with_an_address_of_its_own():
    import_records([OUTLET, ARTICLE, ARTICLE | {"outlet_date": "2023-06-15"}])
    articles = Article.objects.order_by("outlet_date")
    assert [(a.status, a.slug, a.outlet.name, a.outlet_date) for a in articles] == [
        ("draft", "coverage", "Daily", dt.date(2023, 6, 14)),
        ("draft", "coverage-2", "Daily", dt.date(2023, 6, 15)),
    ]


def test_the_shortest_record_is_recognised_when_it_comes_again():
    records = [OUTLET, ARTICLE, ARTICLE]
    first, second = import_records(records), import_records(records)
    assert first.created == Counter(outlet=1, article=1)
    assert first.unchanged == Counter(article=1)
    assert second.created == Counter()
    assert second.unchanged == Counter(outlet=1, article=2)


def test_an_import_key_recognises_a_record_that_was_changed():
    import_records([OUTLET, ARTICLE | {"import_key": "a"}])
    report = import_records([ARTICLE | {"import_key": "a", "title": "Changed"}])
    assert report.different == Counter(article=1)
    assert [article.title for article in Article.objects.all()] == ["Coverage"]


def test_a_published_item_without_a_time_was_published_on_its_date():
    statement = TESTIMONY | {"status": "published", "date": "2023-06-13"}
    import_records([OUTLET, statement, ARTICLE | {"status": "published"}])
    assert Article.objects.get().published_at == dt.datetime(2023, 6, 14, tzinfo=dt.UTC)
    assert Testimony.objects.get().published_at == dt.datetime(2023, 6, 13, tzinfo=dt.UTC)


def test_slugs_left_empty_are_free_in_the_database_and_in_the_file():
    make_article(title="Coverage", slug="coverage")
    make_article(title="Coverage", slug="coverage-2")
    make_article(title="보도", slug="coverage", language="ko")
    given = [ARTICLE | {"outlet_date": f"2023-06-0{day}"} for day in range(1, 5)]
    import_records([OUTLET, *given, ARTICLE | {"slug": "coverage-4"}])
    slugs = Article.objects.filter(outlet__slug="daily").values_list("slug", flat=True)
    assert set(slugs) == {"coverage-3", "coverage-4", "coverage-5", "coverage-6", "coverage-7"}


# --- What is made the same on the bulk path -------------------------------------------------


def test_text_is_composed_and_rich_text_cleaned():
    split = unicodedata.normalize("NFD", "한글 제목")
    body = '<p onclick="x()">a</p><script>alert(1)</script>'
    given = ARTICLE | {"title": f" {split} ", "summary": split, "body": body}
    import_records([OUTLET | {"aliases": [split]}, given])
    article = Article.objects.get()
    assert (article.title, article.summary, article.body) == ("한글 제목", "한글 제목", "<p>a</p>")
    assert (article.slug, article.outlet.aliases) == ("한글-제목", "한글 제목")
    assert import_records([OUTLET | {"aliases": [split]}, given]).different == Counter()


def test_a_date_is_kept_no_more_exactly_than_may_be_told():
    given = TESTIMONY | {"kind": "witness", "date": "2011-08-17", "date_precision": "month"}
    import_records([given])
    assert Testimony.objects.get().date == dt.date(2011, 8, 1)
    assert import_records([given]).unchanged == Counter(testimony=1)


def test_the_times_of_creation_and_change_are_those_of_the_file():
    times = {"created_at": "2020-01-01T00:00:00Z", "updated_at": "2021-01-01T09:00:00+09:00"}
    import_records([OUTLET, ARTICLE | times])
    article = Article.objects.get()
    assert article.created_at == dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    assert article.updated_at == dt.datetime(2021, 1, 1, tzinfo=dt.UTC)


# --- What is there already ------------------------------------------------------------------


def test_a_row_that_differs_is_left_as_it_is_and_reported():
    make_outlet("Daily", slug="daily", country="KR")
    person = make_person("Hanna Song", slug="hanna-song")
    article = make_article(title="Ours", translation_key=UUID(KEY))
    report = import_records(
        [
            OUTLET | {"country": "US", "homepage": "https://daily.example/"},
            PERSON | {"roles": [{"title": "Director"}]},
            ARTICLE | {"translation_key": KEY, "title": "Theirs", "links": []},
        ]
    )
    assert [(one.line_number, one.type, one.name, one.keys) for one in report.differences] == [
        (1, "outlet", "daily", ("homepage", "country")),
        (2, "person", "hanna-song", ("roles",)),
        (3, "article", f"{KEY} en", ("title", "outlet", "links")),
    ]
    assert report.different == Counter(outlet=1, person=1, article=1)
    assert report.created == report.unchanged == Counter()
    article.refresh_from_db()
    assert (article.title, article.links.count(), person.roles.count()) == ("Ours", 1, 0)
    assert Outlet.objects.get(slug="daily").country == "KR"


def test_keys_that_are_left_out_are_not_compared():
    make_outlet("Daily", slug="daily", country="KR")
    assert import_records([OUTLET]).unchanged == Counter(outlet=1)


def test_the_other_language_is_a_row_of_its_own():
    both = [ARTICLE | {"translation_key": KEY, "language": language} for language in ("en", "ko")]
    assert import_records([OUTLET, *both]).created == Counter(outlet=1, article=2)


# --- Refused --------------------------------------------------------------------------------

WRONG_RECORDS = [
    ("type", {"type": "user"}, "type: Write one of: topic, outlet, person, image"),
    ("no type", {"slug": "x"}, "type: Write one of"),
    ("unknown key", OUTLET | {"owner": "x"}, "owner: There is no such key."),
    ("missing key", {"type": "topic", "slug": "x"}, "name: The key is missing."),
    ("number for text", ARTICLE | {"title": 3}, "title: 3 is not text."),
    ("null for text", ARTICLE | {"title": None}, "title: null is not possible"),
    ("text for flag", OUTLET | {"is_fictional": "yes"}, "is_fictional: “yes” is neither true"),
    ("text for number", IMAGE | {"width": "3"}, "width: “3” is not a whole number."),
    ("negative number", IMAGE | {"width": -3}, "width: Ensure this value is greater"),
    ("text for list", TOPIC | {"synonyms": "a, b"}, "synonyms: “a, b” is not a list"),
    ("number in list", TOPIC | {"synonyms": ["a", 3]}, "synonyms: 3 is not text"),
    ("line break in list", TOPIC | {"synonyms": ["a", "b\nc"]}, "synonyms[1]: A line break"),
    ("null for list", ARTICLE | {"links": None}, "links: This is not a list."),
    ("text for object", ARTICLE | {"links": ["https://x.example"]}, "links[0]: This is not an obj"),
    ("date", ARTICLE | {"outlet_date": "14/06/2023"}, "outlet_date: “14/06/2023” is not a date."),
    ("impossible date", ARTICLE | {"outlet_date": "2023-02-30"}, "outlet_date: “2023-02-30” is"),
    ("time", ARTICLE | {"published_at": "2023-06-14T09:00:00"}, "published_at: “2023-06-14T09"),
    ("time out of range", ARTICLE | {"created_at": "0001-01-01T00:00+14:00"}, "created_at: “0001"),
    ("key", ARTICLE | {"translation_key": "x"}, "translation_key: “x” is not a UUID."),
    ("status", ARTICLE | {"status": "public"}, "status: “public” is not known. Use one of: draft"),
    ("language", ARTICLE | {"language": "fr"}, "language: “fr” is not known. Use one of: en, ko."),
    ("slug", ARTICLE | {"slug": "a b"}, "slug: Enter a valid “slug”"),
    ("slug too long", ARTICLE | {"slug": "a" * 101}, "slug: Ensure this value has at most 100"),
    ("title too long", ARTICLE | {"title": "a" * 301}, "title: Ensure this value has at most 300"),
    ("empty slug", OUTLET | {"slug": ""}, "slug: This is empty."),
    ("country", OUTLET | {"country": "Korea"}, "country: "),
    ("home page", OUTLET | {"homepage": "javascript:alert(1)"}, "homepage: This is not a web"),
    (
        "address",
        ARTICLE | {"links": [{"url": "https://a.example"}, {"url": "javascript:alert(1)"}]},
        "links[1].url: This is not a web address.",
    ),
    ("unknown outlet", ARTICLE | {"outlet": "nobody"}, "outlet: There is no outlet “nobody” yet."),
    ("unknown topic", ARTICLE | {"topics": ["x"]}, "topics[0]: There is no topic “x” yet. Topics,"),
    ("unknown person", ARTICLE | {"people": [{"person": "x"}]}, "people[0].person: There is no"),
    ("unknown image", ARTICLE | {"image": "x"}, "image: There is no image “x” yet."),
    (
        "unknown testimony",
        ARTICLE | {"testimony": {"translation_key": KEY, "language": "ko"}},
        f"testimony: There is no testimony “{KEY} ko” yet.",
    ),
    ("testimony by slug", ARTICLE | {"testimony": "x"}, "testimony: Write an object with just"),
    (
        "topic twice",
        ARTICLE | {"topics": ["detention"] * 2},
        "topics: One entry stands there twice",
    ),
    ("person twice", ARTICLE | {"people": [{"person": "hanna-song"}] * 2}, "people: One entry"),
    ("nameless role", PERSON | {"slug": "x", "roles": [{"title": ""}]}, "roles[0].title: This fi"),
    (
        "role ends first",
        {"type": "person", "slug": "x", "name": "X"}
        | {"roles": [{"title": "T", "start": "2020-01-02", "end": "2020-01-01"}]},
        "roles[0]: The role ends before it starts.",
    ),
    ("file outside", IMAGE | {"key": "x", "file": "../a.jpg"}, "file: This is not the name of a"),
    ("absolute file", IMAGE | {"key": "x", "file": "/etc/a.jpg"}, "file: This is not the name"),
    ("file of another kind", IMAGE | {"key": "x", "file": "a.html"}, "file: This is not the name"),
    ("name taken", OUTLET | {"slug": "other"}, "name: Outlet with this Name in English already"),
    ("half a character", ARTICLE | {"title": "\ud83d"}, "title: The text holds half a character"),
    ("NUL", ARTICLE | {"import_key": "a\x00"}, "import_key: The text holds the character NUL."),
    (
        "published without outlet",
        ARTICLE | {"status": "published", "outlet": None},
        "This breaks the rule “article published has an outlet”.",
    ),
    (
        "published without date",
        ARTICLE | {"status": "published", "outlet_date": None},
        "This breaks the rule “article published needs a date”.",
    ),
    (
        "published without title",
        ARTICLE | {"status": "published", "title": ""},
        "This breaks the rule “article published has a title”.",
    ),
    (
        "named witness",
        TESTIMONY | {"language": "ko", "kind": "witness", "speaker": "hanna-song"},
        "A witness is never named.",
    ),
    ("target", REDIRECT | {"target": {"type": "person", "slug": "x"}}, "target: Write an object"),
    ("no target", REDIRECT | {"target": {"type": "topic", "slug": "x"}}, "target: There is no top"),
    (
        "no article",
        REDIRECT | {"target": {"type": "article", "translation_key": KEY, "language": "en"}},
        "target: There is no article",
    ),
    ("path", REDIRECT | {"path": "en/old/"}, "path: A path begins with a slash."),
]


@pytest.mark.parametrize(
    ("record", "reason"), [row[1:] for row in WRONG_RECORDS], ids=[row[0] for row in WRONG_RECORDS]
)
def test_a_wrong_record_is_refused_with_its_line_and_nothing_is_imported(record, reason):
    with pytest.raises(BadRecord) as refused:
        import_records([*BEFORE, record, ARTICLE])
    assert refused.value.line_number == len(BEFORE) + 1
    assert refused.value.reason.startswith(reason)
    assert str(refused.value).startswith("Line 6: ")
    models = (Topic, Outlet, Person, Image, Testimony, Article, Redirect, ExternalLink)
    assert [model.objects.count() for model in models] == [0] * len(models)


def test_each_wrong_record_is_right_without_its_fault():
    import_records([*BEFORE, ARTICLE, REDIRECT])
    assert Article.objects.count() == Redirect.objects.count() == 1


def test_the_record_that_breaks_a_rule_is_found_among_many():
    good = [ARTICLE | {"slug": f"coverage-{number}"} for number in range(30)]
    with pytest.raises(BadRecord) as refused:
        import_records([OUTLET, *good, ARTICLE | {"slug": "coverage-7", "title": "Other"}, *good])
    assert refused.value.line_number == 32
    assert refused.value.reason == "This breaks the rule “article slug is unique in language”."


def test_what_is_referred_to_has_to_come_first():
    with pytest.raises(BadRecord, match="Topics, outlets, people, images and testimonies come bef"):
        import_records([ARTICLE, OUTLET])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"not json\n", "This is not JSON."),
        (b"[1]\n", "This is not a JSON object."),
        (b"\n", "The line is empty."),
        (b"[" * 100_000 + b"\n", "This is not JSON."),
        (b'{"a": NaN}\n', "NaN is not a number."),
        (b'{"a": 1, "b": {"c": 1, "c": 2}}\n', "c: The key stands there twice."),
        ('{"a": "한"}\n'.encode("cp949"), "This is not UTF-8."),
        (b'{"a": "' + b"a" * 16_000_000 + b'"}\n', "The line is longer than 16,000,000 bytes."),
    ],
    ids=["word", "list", "empty", "deep", "nan", "twice", "cp949", "long"],
)
def test_a_line_that_is_no_record_is_refused_with_its_number(line, reason):
    with pytest.raises(BadRecord) as refused:
        import_records(read_lines(io.BytesIO(to_line(OUTLET).encode() + line)))
    assert refused.value.line_number == 2
    assert refused.value.reason.startswith(reason)
    assert not Outlet.objects.exists()


def test_a_byte_order_mark_and_a_missing_last_line_feed_do_no_harm():
    file = io.BytesIO(b"\xef\xbb\xbf" + file_of(OUTLET, TOPIC).getvalue().rstrip())
    assert list(read_lines(file)) == [OUTLET, TOPIC]


# --- Large files ----------------------------------------------------------------------------


def test_an_import_reads_no_more_ahead_than_a_batch(monkeypatch):
    monkeypatch.setattr(writing, "BATCH", 10)
    seen = []

    def records():
        yield OUTLET
        for number in range(35):
            seen.append((number, Article.objects.count()))
            yield ARTICLE | {"title": f"Coverage {number}"}

    steps = []
    import_records(records(), on_progress=steps.append)
    assert max(number - stored for number, stored in seen) == 9
    assert steps == [11, 21, 31, 36]
    assert Article.objects.count() == 35


def test_queries_grow_with_batches_and_not_with_records(django_assert_max_num_queries):
    import_records(BEFORE)
    given = [
        ARTICLE
        | {"title": f"Coverage {number}", "topics": ["detention"], "links": [{"url": ""}]}
        | {"people": [{"person": "hanna-song"}]}
        for number in range(60)
    ]
    with django_assert_max_num_queries(30):
        import_records(given)


def test_coverage_of_a_testimony_and_its_people_come_with_it():
    make_testimony(translation_key=UUID(KEY), title="Statement")
    named = {"testimony": {"translation_key": KEY, "language": "en"}, "image": "river"}
    people = [{"person": "hanna-song", "role": "Director"}]
    import_records([OUTLET, PERSON, IMAGE, ARTICLE | named | {"people": people}])
    article = Article.objects.get()
    assert (article.testimony.title, article.image.key) == ("Statement", "river")
    assert [(one.person.name, one.role) for one in article.quoted.all()] == [
        ("Hanna Song", "Director")
    ]
