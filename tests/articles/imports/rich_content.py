"""Content in which everything occurs that can be exported."""

import datetime as dt

from articles.choices import Depth, LinkHealth, LinkKind, Medium, Status
from articles.models import (
    Article,
    ExternalLink,
    Image,
    Quoted,
    Redirect,
    Role,
    SitePage,
    Testimony,
    Topic,
)
from tests.factories import (
    make_article,
    make_outlet,
    make_person,
    make_site_page,
    make_testimony,
    make_topic,
)

UTC = dt.UTC


def make_rich_content() -> None:
    """Both languages, every status, every kind and state of link, people with several roles."""
    repatriation = make_topic(
        "repatriation",
        name_ko="강제송환",
        synonyms="강제북송\nforced return",
        definition="Being sent back.\nAgainst one's will.",
        definition_ko="본인의 뜻에 반하여 돌려보내는 일",
    )
    detention = make_topic("detention", name_ko="구금")
    daily = make_outlet(
        "Harbour Ledger",
        name_ko="하버 레저",
        aliases="The Ledger\n레저",
        domains="harbour-ledger.example\nm.harbour-ledger.example",
        homepage="https://harbour-ledger.example/",
        country="GB",
        language="en",
        is_fictional=True,
    )
    proposed = make_outlet("Somebody’s “Paper”", slug="누군가의-신문", is_proposed=True)
    song = _person_with_roles()
    picture = Image.objects.create(
        key="border-river",
        file="images/0123456789abcdef.jpg",
        width=1600,
        height=900,
        focus="top-left",
        alt="A river",
        alt_ko="강",
        credit="Drawn here",
    )
    statement = _testimonies(song, detention)
    _articles(statement, picture, [repatriation, detention], [daily, proposed], [song])
    make_site_page(
        title_ko="우리는", body="<p>Seoul, <em>since</em> 2003</p>", body_ko="<p>서울</p>"
    )
    make_site_page("contact", title="Contact")
    Redirect.remember("/en/topics/deportation/", repatriation)
    Redirect.remember("/ko/coverage/2023/옛-주소/", Article.objects.get(slug="한글-주소"))
    Redirect.remember("/en/testimonies/before/", statement)
    Redirect.remember("/en/outlets/ledger/", daily)


def remove_all_content() -> None:
    for model in (Redirect, SitePage, Article, Testimony, Image):
        model.objects.all().delete()
    for model in (Topic, Role._meta.get_field("person").related_model):
        model.objects.all().delete()
    Article._meta.get_field("outlet").related_model.objects.all().delete()


def _person_with_roles():
    song = make_person("Hanna Song", name_ko="송한나")
    later = {"title": "Executive Director", "title_ko": "센터장", "start": dt.date(2024, 3, 1)}
    earlier = {"title": "Director", "start": dt.date(2019, 1, 1), "end": dt.date(2024, 2, 29)}
    for role in (later, earlier, {"title": "Adviser", "organisation": "Another body"}):
        Role.objects.create(person=song, **role)
    return song


def _testimonies(song, topic) -> Testimony:
    make_testimony(
        language="ko",
        kind="witness",
        title="어느 증언",
        alias="가명 ‘미나’",
        place="함경북도",
        date=dt.date(2011, 8, 17),
        date_precision="season",
        content_note="폭력에 대한 서술",
    )
    statement = make_testimony(title="Before the commission", speaker=song, topics=[topic])
    ExternalLink.objects.create(
        testimony=statement, kind=LinkKind.DOCUMENT, url="https://body.example/statement.pdf"
    )
    return statement


def _articles(statement, picture, topics, outlets, people) -> None:
    published = make_article(
        title="“Quoted” \\ and <escaped> \u2028 🙂",
        summary="Two lines.\nThe second one, in 한국어.",
        body='<p>One <strong>word</strong> &amp; <a href="https://x.example/?a=1&amp;b=2">two</a></p>',
        headline="Refugees await an uncertain fate",
        byline="By A. Reporter",
        outlet=outlets[0],
        medium=Medium.NEWSPAPER,
        depth=Depth.INTERVIEW,
        original_language="en",
        image=picture,
        testimony=statement,
        topics=topics,
        import_key="0f" * 32,
        import_notes="Is this the right outlet?\nIs this the date?",
        published_at=dt.datetime(2023, 6, 20, 1, 2, 3, 456789, UTC),
        link=None,
    )
    _every_kind_of_link(published)
    for person, role in ((people[0], "Director"), (make_person("Second Person"), "")):
        Quoted.objects.create(article=published, person=person, role=role)
    shared = {"outlet": outlets[0], "translation_key": published.translation_key}
    make_article(language="ko", title="한글 제목", slug="한글-주소", **shared)
    make_article(
        title="Taken back", status=Status.WITHDRAWN, withdrawal_reason="The outlet corrected it."
    )
    make_article(title="To come", published_at=dt.datetime(2999, 1, 1, tzinfo=UTC))
    make_article(title="", status=Status.DRAFT, outlet=None, outlet_date=None, link="")
    make_article(title="In print", status="in_review", outlet=outlets[1], no_public_original=True)


def _every_kind_of_link(article: Article) -> None:
    healths = [*LinkHealth][: len(LinkKind)]
    for kind, health in zip(reversed(LinkKind), healths, strict=True):
        ExternalLink.objects.create(
            article=article,
            kind=kind,
            url=f"https://{kind}.example/주소?q=1",
            label=f"Label of {kind}",
            language="ko",
            archived_url=f"https://archive.example/2023/{kind}",
            archived_by="wayback",
            health=health,
            checked_at=dt.datetime(2025, 5, 5, 5, 5, tzinfo=UTC),
        )
    ExternalLink.objects.create(article=article, kind=LinkKind.PORTAL, health=LinkHealth.GONE)
