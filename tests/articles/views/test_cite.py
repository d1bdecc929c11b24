"""Citations: what stands on a page, the files for programs, and the addresses that stay."""

import datetime as dt

import bibtexparser
import pytest
import rispy
from django.utils import timezone

from articles.choices import Status, TestimonyKind
from articles.models import Article, Redirect
from articles.text.citation import Citation
from tests.articles.views.reading import texts, tree
from tests.factories import make_article, make_outlet, make_person, make_testimony

pytestmark = pytest.mark.django_db

SITE = "http://localhost:8000"
POSTED = dt.datetime(2024, 1, 4, 20, 0, tzinfo=dt.UTC)  # the fifth in Seoul
US, US_KO = "Database Center for North Korean Human Rights", "북한인권정보센터"


@pytest.fixture
def article():
    return make_article(
        title="What the Ledger wrote about 100% of “them”",
        slug="story",
        headline="그들의 {제목} & 50%_#1",
        byline="Jin Park",
        original_language="ko",
        outlet=make_outlet("The Ledger", name_ko="레저"),
        published_at=POSTED,
        link="https://ledger.example/a_b/?q={x}&r=100%25#top",
    )


def short(item) -> str:
    kind = "a" if isinstance(item, Article) else "t"
    return f"/{kind}/{item.translation_key.hex[:12]}/{item.language}/"


# --- On the page ----------------------------------------------------------------------------


def test_a_page_is_cited_in_words_with_the_original(client, article):
    page = client.get(article.get_absolute_url())
    assert texts(page, "//details[@class='cite']/p[@class='copy']") == [
        (
            f"{US}. (2024, January 5). What the Ledger wrote about 100% of “them” [Press coverage]. "
            f"{SITE}{short(article)}"
        ),
        (
            "Jin Park. (2023, June 14). 그들의 {제목} & 50%_#1. The Ledger. "
            "https://ledger.example/a_b/?q={x}&r=100%25#top"
        ),
        f"{SITE}{short(article)}",
    ]


def test_a_page_in_korean_is_cited_in_korean(client):
    article = make_article(language="ko", title="기사", published_at=POSTED, slug="story")
    page = client.get(article.get_absolute_url())
    assert texts(page, "//details/p[@class='copy']")[0] == (
        f"{US_KO}. (2024. 1. 5.). 기사 [언론 보도]. {SITE}{short(article)}"
    )


def test_a_statement_is_cited_by_its_speaker_and_a_witness_by_us(client):
    statement = make_testimony(speaker=make_person("Mina Seo"), published_at=POSTED, title="S")
    proposed = make_testimony(speaker=make_person("Not Yet", is_proposed=True), title="P")
    witness = make_testimony(
        kind=TestimonyKind.WITNESS, alias="Nabi", date=dt.date(2019, 3, 1), title="W"
    )
    cited = [
        texts(client.get(item.get_absolute_url()), "//details/p[@class='copy']")[0]
        for item in (statement, proposed, witness)
    ]
    assert cited[0] == f"Mina Seo. (2024, January 5). S [Statement]. {US}. {SITE}{short(statement)}"
    assert [line.partition(".")[0] for line in cited[1:]] == [US, US]
    assert "2019" not in cited[2]
    assert "Nabi" not in cited[2]


def test_telling_others_loads_nothing_and_tells_them_nothing_of_the_reader(client, article):
    page = tree(client.get(article.get_absolute_url()))
    shared = page.xpath("//ul[@class='share']//a")
    assert len(shared) == 4
    for link in shared:
        assert link.get("href").startswith(("https://", "mailto:?subject="))
        is_outside = link.get("href").startswith("https:")
        assert ("noreferrer" in link.get("rel", "")) == is_outside
    address = f"{SITE}{short(article)}".replace("/", "%2F").replace(":", "%3A")
    assert all(address in link.get("href") for link in shared)


def test_a_preview_has_nothing_to_cite(admin_client, article):
    draft = make_article(status=Status.DRAFT)
    response = admin_client.get(f"/admin/articles/article/{draft.pk}/preview/")
    assert (response.status_code, tree(response).xpath("//details")) == (200, [])


# --- Files ----------------------------------------------------------------------------------


def test_bibtex_is_read_by_another_program(client, article):
    response = client.get(f"{article.get_absolute_url()}cite.bib")
    assert response["Content-Type"] == "application/x-bibtex; charset=utf-8"
    key = f"nkdb-{article.translation_key.hex[:12]}-en"
    assert response["Content-Disposition"] == f'attachment; filename="{key}.bib"'
    parser = bibtexparser.bparser.BibTexParser(ignore_nonstandard_types=False)
    entries = bibtexparser.loads(response.content.decode(), parser).entries
    assert entries == [
        {
            "ENTRYTYPE": "online",
            "ID": key,
            "author": f"{{{US}}}",
            "title": r"{What the Ledger wrote about 100\% of “them”}",
            "date": "2024-01-05",
            "year": "2024",
            "month": "1",
            "organization": US,
            "langid": "english",
            "url": f"{SITE}{short(article)}",
        },
        {
            "ENTRYTYPE": "online",
            "ID": f"{key}-original",
            "author": "{Jin Park}",
            "title": r"{그들의 \textbraceleft{}제목\textbraceright{} \& 50\%\_\#1}",
            "date": "2023-06-14",
            "year": "2023",
            "month": "6",
            "organization": "The Ledger",
            "langid": "korean",
            "url": "https://ledger.example/a_b/?q=%7Bx%7D&r=100%25#top",
        },
    ]


def test_ris_is_read_by_another_program(client, article):
    response = client.get(f"{article.get_absolute_url()}cite.ris")
    assert response["Content-Type"] == "application/x-research-info-systems; charset=utf-8"
    assert response["X-Robots-Tag"] == "noindex"
    ours, theirs = rispy.loads(response.content.decode())
    assert (ours["authors"], ours["title"]) == ([US], article.title)
    assert (ours["type_of_reference"], ours["date"]) == ("ELEC", "2024/01/05")
    assert ours["urls"] == [f"{SITE}{short(article)}"]
    assert (theirs["type_of_reference"], theirs["secondary_title"]) == ("NEWS", "The Ledger")
    assert (theirs["authors"], theirs["title"]) == (["Jin Park"], article.headline)
    assert theirs["urls"] == [article.links.get().url]


@pytest.mark.parametrize(
    "text",
    ["}", "{", "\\", "a\\}b", "x} @misc{y, title={z}}", "A\nER  - \nTY  - BOOK", "a\u2028b\x0bc", "$^~"],
)  # fmt: skip
def test_no_title_breaks_out_of_its_field(text):
    work = Citation(key="k", title=f"T{text}T", author=f"A{text}A", url="https://a.example/{}\\ x")
    parser = bibtexparser.bparser.BibTexParser(ignore_nonstandard_types=False)
    (entry,) = bibtexparser.loads(work.bibtex(), parser).entries
    assert set(entry) == {"ENTRYTYPE", "ID", "author", "title", "url"}
    assert entry["url"] == "https://a.example/%7B%7D%5C%20x"
    assert work.bibtex().count("{") == work.bibtex().count("}")
    (record,) = rispy.loads(work.ris())
    assert set(record) == {"type_of_reference", "id", "authors", "title", "urls"}


@pytest.mark.parametrize("form", ["cite.bib", "cite.ris"])
@pytest.mark.parametrize("make", [make_article, make_testimony])
def test_only_what_is_public_has_files(client, make, form):
    for state, status in (
        ({}, 200),
        ({"status": Status.DRAFT}, 404),
        ({"status": Status.WITHDRAWN}, 410),
        ({"published_at": timezone.now() + dt.timedelta(hours=1)}, 404),
    ):
        item = make(**state)
        assert client.get(f"{item.get_absolute_url()}{form}").status_code == status, state


def test_a_former_address_leads_its_files_as_well(client, article):
    Redirect.remember("/en/coverage/2020/former/", article)
    for form in ("cite.bib", "cite.ris"):
        for former in ("/en/coverage/2020/former/", "/en/coverage/1999/story/"):
            response = client.get(former + form)
            assert response.status_code == 301
            assert response["Location"] == article.get_absolute_url() + form
    assert client.get(f"{article.get_absolute_url()}cite.doc").status_code == 404


@pytest.mark.parametrize("make", [make_article, make_testimony])
def test_a_file_costs_few_queries(client, make, django_assert_max_num_queries):
    item = make(speaker=make_person()) if make is make_testimony else make()
    with django_assert_max_num_queries(3):
        assert client.get(f"{item.get_absolute_url()}cite.bib").status_code == 200


# --- Short addresses ------------------------------------------------------------------------


@pytest.mark.parametrize("make", [make_article, make_testimony])
def test_a_short_address_leads_to_the_version_that_it_names(client, make):
    english = make()
    korean = make(language="ko", translation_key=english.translation_key, slug="한국어")
    for item in (english, korean):
        response = client.get(short(item))
        assert (response.status_code, response["Location"]) == (301, item.get_absolute_url())
        item.slug = f"renamed-{item.language}"
        item.save()
        assert client.get(short(item))["Location"] == item.get_absolute_url()


@pytest.mark.parametrize("make", [make_article, make_testimony])
def test_without_a_language_it_leads_to_the_one_that_the_reader_prefers(client, make):
    english = make()
    korean = make(language="ko", translation_key=english.translation_key)
    address = short(english).removesuffix("en/")
    for accepted, item in (("ko-KR,ko", korean), ("en", english), ("fr", english)):
        response = client.get(address, headers={"accept-language": accepted})
        assert (response.status_code, response["Location"]) == (302, item.get_absolute_url())
        assert "Accept-Language" in response["Vary"]
    type(korean).objects.filter(pk=english.pk).update(status=Status.WITHDRAWN)
    response = client.get(address, headers={"accept-language": "en"})
    assert response["Location"] == korean.get_absolute_url()


@pytest.mark.parametrize("make", [make_article, make_testimony])
def test_a_short_address_gives_away_nothing_that_is_not_public(client, make):
    never = timezone.now() + dt.timedelta(hours=1)
    for state, status in (
        ({"status": Status.DRAFT}, 404),
        ({"status": Status.IN_REVIEW}, 404),
        ({"published_at": never}, 404),
        ({"status": Status.WITHDRAWN}, 410),
        ({"status": Status.WITHDRAWN, "published_at": never}, 404),
    ):
        item = make(title="Hidden words", **state)
        for address in (short(item), short(item).removesuffix("en/")):
            response = client.get(address)
            assert response.status_code == status, state
            assert "Hidden words" not in response.content.decode()


@pytest.mark.parametrize("path", ["a/0000", "a/zzzzzzzzzzzz", "t/ABCDEF012345", "a/" + "0" * 13])
def test_what_is_no_key_is_not_found(client, path):
    assert client.get(f"/{path}/").status_code == 404
