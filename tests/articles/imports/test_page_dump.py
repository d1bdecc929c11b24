"""Many pages, each with what a careful editor would fill in."""

import tomllib
from pathlib import Path

import pytest

from articles.imports.page.vocabulary import KnownOutlet, KnownPerson, KnownTopic, Vocabulary
from articles.imports.page_dump import PageDraft, read_page

FOLDER = Path(__file__).parent / "pages"
VOCABULARY = Vocabulary(
    outlets=(
        KnownOutlet(
            "merrion-globe",
            "The Merrion Globe and Mercury",
            "메리온 글로브",
            aliases=("Merrion Globe",),
            domains=("merrion-globe.example",),
        ),
        KnownOutlet("far-away-times", "Far Away Times", "먼나라타임스"),
    ),
    topics=(
        KnownTopic("repatriation", ("repatriation", "sent back", "강제송환", "북송")),
        KnownTopic("detention", ("detention", "holding centre", "구금")),
        KnownTopic("sanctions", ("sanctions", "제재")),
    ),
    people=(KnownPerson("somebody-else", ("Somebody Else", "다른분")),),
)


def _pages():
    for path in sorted(FOLDER.glob("*.toml")):
        for page in tomllib.loads(path.read_text(encoding="utf-8"))["page"]:
            yield pytest.param(page["text"], page["expect"], id=f"{path.stem}: {page['name']}")


def _told(draft: PageDraft) -> dict:
    """What a draft says, in the form of the expectations."""
    return {
        "title": draft.title,
        "headline": draft.headline,
        "byline": draft.byline,
        "outlet": draft.outlet,
        "outlet_slug": draft.outlet_slug,
        "date": str(draft.date or ""),
        "people": [[person.name, person.role] for person in draft.people],
        "forum": draft.forum,
        "topics": list(draft.topics),
        "links": [[link.url or "", link.kind.value] for link in draft.links],
        "paragraphs": len(draft.paragraphs),
        "paragraphs_exactly": list(draft.paragraphs),
    }


@pytest.mark.parametrize(("text", "expect"), list(_pages()))
def test_page_is_read_as_an_editor_would(text, expect):
    draft = read_page(text, VOCABULARY)
    told = _told(draft)
    warnings = "\n".join(draft.warnings)

    wanted = {key: value for key, value in expect.items() if key not in {"warned", "not_warned"}}
    assert {key: told[key] for key in wanted} == wanted
    assert [quote for quote in expect.get("warned", ()) if quote not in warnings] == []
    assert [quote for quote in expect.get("not_warned", ()) if quote in warnings] == []
