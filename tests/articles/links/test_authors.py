"""The writers' names: people only, without roles, addresses and the outlet."""

import pytest

from articles.links.capture import capture
from articles.links.names import is_person, people_in
from tests.articles.links.pages import meta, page

HEADLINE = "Three who crossed the river speak"
URL = "https://www.harborledger.example/world/river"


def authors_of(html: bytes) -> tuple[str, ...]:
    return capture(URL, html).authors


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        ("By Jane Doe", ["Jane Doe"]),
        ("by JANE DOE and Richard Roe", ["Jane Doe", "Richard Roe"]),
        ("Jane Doe And Richard Roe For The Mail On Monday", ["Jane Doe", "Richard Roe"]),
        ("Jane Doe, Richard Roe & Ana de la Cruz", ["Jane Doe", "Richard Roe", "Ana de la Cruz"]),
        ("Jane Doe, Political editor", ["Jane Doe"]),
        ("Jane Doe Political editor", ["Jane Doe"]),
        ("Reporter Jane Doe in Seoul", ["Jane Doe"]),
        ("Jane Doe jane.doe@harbor.example @janedoe", ["Jane Doe"]),
        ("Jane Doe | May 3, 2024", ["Jane Doe"]),
        ("Jane Doe Thursday", ["Jane Doe"]),
        ("Doe, Jane", ["Jane Doe"]),
        ("Von Jana Musterfrau und Max Mustermann", ["Jana Musterfrau", "Max Mustermann"]),
        ("Artikel von Jana Musterfrau", ["Jana Musterfrau"]),
        ("Par Jeanne Dupont et Luc Martin", ["Jeanne Dupont", "Luc Martin"]),
        ("Por Ana Pérez y Luis Gil", ["Ana Pérez", "Luis Gil"]),
        ("홍길동 기자", ["홍길동"]),
        ("홍길동·김영희 기자", ["홍길동", "김영희"]),
        ("하버일보 홍길동 기자 hong@harbor.example", ["홍길동"]),
        ("홍길동 하버일보 기자", ["홍길동"]),
        ("홍길동 선임기자, 김영희 특파원", ["홍길동", "김영희"]),
        ("기자 홍길동", ["홍길동"]),
        ("記者王小明、李小華", ["王小明", "李小華"]),
        ("編集委員 山田太郎", ["山田太郎"]),
    ],
)
def test_a_byline_gives_the_people_and_nothing_else(byline, people):
    assert list(people_in(byline)) == people


@pytest.mark.parametrize(
    "byline",
    [
        "Harbor News Agency",
        "Staff Writer",
        "Associated Press",
        "By our political desk",
        "admin",
        "Publié le",
        "Online-Redaktion",
        "Montag Dienstag",
        "디지털뉴스팀",
        "온라인 기자",
        "편집부",
        "本报记者",
        "編集部",
        "回答者",
        "Hong Kong",
        "https://www.facebook.com/harbor",
        "Updated 3 May 2024",
        "",
    ],
)
def test_desks_agencies_places_and_dates_are_no_people(byline):
    assert people_in(byline) == ()


def test_the_outlet_is_no_writer_of_its_own():
    assert people_in("Harbor Ledger", frozenset({"harborledger"})) == ()
    html = page(
        head=meta(og__site_name="Harbor Ledger") + '<meta name="author" content="Harbor Ledger">'
    )
    assert authors_of(html) == ()


@pytest.mark.parametrize(
    "name", ["Kim de l'Horizon", "Ursula von der Wiese", "Jean-Luc Étoile", "O. Nor"]
)
def test_names_with_small_words_and_marks_are_names(name):
    assert is_person(name)


@pytest.mark.parametrize(
    "author",
    [
        {"@type": "Person", "name": "Jane Doe"},
        [{"@type": "Person", "name": "Jane Doe"}],
        [{"@type": "Person", "givenName": "Jane", "familyName": "Doe"}],
        [{"@type": "Organization", "name": "Sea Wire"}, {"@type": "Person", "name": "Jane Doe"}],
        "By Jane Doe",
    ],
)
def test_the_structured_data_names_the_writer(author):
    assert authors_of(page(ld={"@type": "NewsArticle", "author": author})) == ("Jane Doe",)


def test_a_longer_list_is_taken_where_the_page_shows_all_of_it():
    ld = {"@type": "NewsArticle", "headline": HEADLINE, "author": {"name": "Jane Doe"}}
    head = '<meta name="author" content="Jane Doe, Richard Roe">'
    body = f"<h1>{HEADLINE}</h1><div>By <span>Jane Doe</span> <span>Richard Roe</span></div>"
    assert authors_of(page(ld=ld, head=head, body=body)) == ("Jane Doe", "Richard Roe")


@pytest.mark.parametrize(
    "byline",
    [
        '<p class="byline">By <a href="/authors/jane-doe">Jane Doe</a></p>',
        "<p>By Jane Doe</p>",
        '<a rel="author" href="/jane">Jane Doe</a>',
        '<div class="article-author"><img alt=""><span>Jane Doe</span><span>Correspondent</span></div>',
    ],
)
def test_the_byline_that_readers_see_is_found(byline):
    assert authors_of(page(body=f"<h1>{HEADLINE}</h1>{byline}")) == ("Jane Doe",)


@pytest.mark.parametrize(
    "other",
    [
        '<div class="article-tags"><span><a href="/person/jane-doe/">Jane Doe</a></span></div>',
        '<aside class="related"><p class="author">Jane Doe</p></aside>',
        '<figure><figcaption class="author">Jane Doe</figcaption></figure>',
        '<div class="comment"><span class="author">Jane Doe</span></div>',
    ],
)
def test_people_beside_the_article_are_not_its_writers(other):
    assert authors_of(page(body=f"<h1>{HEADLINE}</h1>{other}")) == ()


@pytest.mark.parametrize(
    ("first", "people"),
    [
        (
            "[부산=하버일보 홍길동 기자] 강을 건넌 세 사람이 위원회에 나와 이야기했다. 그들은 수용소와 강으로 가는 길, 남겨진 가족에 대하여 오래 말했다. 조사는 다음 달까지 이어진다.",
            ("홍길동",),
        ),
        (
            "(서울=하버뉴스) 홍길동 김영희 기자 = 강을 건넌 세 사람이 위원회에 나와 이야기했다. 그들은 수용소와 강으로 가는 길, 남겨진 가족에 대하여 오래 말했다. 조사는 다음 달까지 이어진다.",
            ("홍길동", "김영희"),
        ),
        (
            "〔記者王小明／台北報導〕渡河的三個人在委員會上講述了他們的經歷，他們談到了收容所，談到了通往河邊的路，也談到了留下的家人和朋友們的生活情況。",
            ("王小明",),
        ),
        (
            "【ソウル＝山田太郎】川を渡った三人が委員会で話をした。三人は収容所のこと、川へ向かう道のこと、そして残された家族のことを長い時間をかけて語った。",
            ("山田太郎",),
        ),
    ],
)
def test_the_text_itself_names_its_writer(first, people):
    language = "ko" if "기자" in first else "zh" if "記者" in first else "ja"
    title = "강을 건넌 세 사람"
    body = f"<h1>{title}</h1><p>{first}</p>"
    html = page(head=meta(og__title=title), body=body, language=language)
    assert authors_of(html) == people
