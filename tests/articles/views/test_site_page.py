"""The pages about ourselves."""

import pytest

from articles.choices import PageKind
from articles.models import SitePage
from tests.articles.views.reading import texts, tree
from tests.factories import make_site_page

pytestmark = pytest.mark.django_db


def test_each_language_reads_its_own_text(client):
    make_site_page(title_ko="우리는", body_ko="<p>서울에 있는 단체입니다.</p>")
    for language, title, text in (
        ("en", "Who we are", "An organisation in Seoul."),
        ("ko", "우리는", "서울에 있는 단체입니다."),
    ):
        response = client.get(f"/{language}/about/")
        assert texts(response, "//h1") == [title]
        assert texts(response, "//article//p")[0] == text
        assert tree(response).xpath("//article/@lang") == [language]


@pytest.mark.parametrize(
    ("here", "there", "values", "sentence"),
    [
        ("ko", "en", {}, "영어로만 제공"),
        ("en", "ko", {"body": "", "body_ko": "<p>글</p>"}, "Exists in Korean only"),
    ],
)
def test_a_text_that_is_there_in_one_language_is_shown_in_both(
    client, here, there, values, sentence
):
    make_site_page(**values)
    response = client.get(f"/{here}/about/")
    assert tree(response).xpath("//article/@lang") == [there]
    assert texts(response, "//article//p[@class='standfirst']") == [sentence]


@pytest.mark.parametrize("kind", PageKind.values)
def test_every_page_links_them_all_and_one_that_nobody_wrote_says_so(client, kind):
    addresses = tree(client.get("/en/")).xpath("//footer//nav//a/@href")
    assert set(addresses) >= {f"/en/{kind}/" for kind in PageKind.values}
    response = client.get(f"/en/{kind}/")
    assert response.status_code == 200
    assert texts(response, "//h1") == [PageKind(kind).label]
    assert tree(response).xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_only_the_pages_that_every_site_has_are_there(client):
    assert client.get("/en/imprint/").status_code == 404
    assert client.post("/en/about/").status_code == 405


def test_a_text_is_cleaned(client):
    make_site_page(body='<p onclick="x()">Text<script>x()</script></p>')
    assert SitePage.objects.get().body == "<p>Text</p>"


def test_a_page_costs_one_query(client, django_assert_num_queries):
    make_site_page()
    with django_assert_num_queries(1):
        client.get("/en/about/")
