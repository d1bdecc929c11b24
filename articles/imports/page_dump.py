"""A saved page of press coverage → what a draft needs, with every doubt put into words.

Nothing here touches the database: the page is compared with a Vocabulary.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.choices import Language, LinkKind
from articles.imports.page import doubts, titles
from articles.imports.page.boilerplate import without_boilerplate
from articles.imports.page.decoding import UnreadablePage
from articles.imports.page.duplicates import distinct, key_of
from articles.imports.page.forums import forum_of
from articles.imports.page.layout import blocks_of, is_ended, lines_of
from articles.imports.page.mail import unpack
from articles.imports.page.metadata import byline_in, is_metadata
from articles.imports.page.names import without_own_names
from articles.imports.page.outlet_phrases import Evidence
from articles.imports.page.outlets import Mention, Newsstand, Verdict, judge
from articles.imports.page.people import NamedPerson, find_people
from articles.imports.page.publication_date import publication_date, years_in
from articles.imports.page.sentences import passages
from articles.imports.page.titles import Heading
from articles.imports.page.vocabulary import NOTHING_KNOWN, KnownTopic, Vocabulary
from articles.imports.page.warnings import what_not_to_publish
from articles.imports.page.web_links import PageLink, take_links
from articles.text.matching import contains_any

_MOST_READ = 40_000
"""Characters in which facts are looked for. A longer page is stored whole, but is no article."""


@dataclass(frozen=True)
class PageDraft:
    """What a saved page says. Empty strings and None stand for what it does not say.

    `warnings` are sentences for the editor: first what is uncertain, then what should not be
    published.
    """

    language: str
    title: str
    headline: str
    byline: str
    outlet: str
    outlet_slug: str | None
    date: dt.date | None
    people: tuple[NamedPerson, ...]
    forum: str
    topics: tuple[str, ...]
    links: tuple[PageLink, ...]
    paragraphs: tuple[str, ...]
    warnings: tuple[str, ...]


def read_page(text: str, vocabulary: Vocabulary = NOTHING_KNOWN) -> PageDraft:
    """Read the text of a saved page. Raises UnreadablePage where only menus and the like are left."""
    mail = unpack(lines_of(text))
    found = distinct(without_boilerplate(blocks_of(mail.lines)))
    linked = take_links(found.paragraphs)
    if not linked.text:
        raise UnreadablePage(
            _("There is no text in the file but menus and links. Save the page again.")
        )
    language = language_of(linked.text)
    facts = _first(found.paragraphs)
    people = find_people(_first(linked.text), vocabulary.people, language=language)
    newsstand = Newsstand(vocabulary.outlets, frozenset(person.name for person in people))
    heading, paragraphs = _parts(linked.text, newsstand, mail.subject)
    verdict = judge([*newsstand.mentions(facts), *_outlets_of(linked.links, newsstand)])
    outlet = _outlet_name(verdict, language)
    finding = publication_date(
        facts, outlets=_publishers(verdict), years=years_in(text[:_MOST_READ])
    )
    title, is_proposed = _title(heading, _first(paragraphs), outlet)
    forum, other_forums = forum_of(_first(paragraphs))
    return PageDraft(
        language=language,
        title=title,
        headline=heading.headline,
        byline=next(filter(None, map(byline_in, linked.text)), ""),
        outlet=outlet,
        outlet_slug=verdict.outlet.known.slug if verdict.outlet and verdict.outlet.known else None,
        date=finding.day,
        people=people,
        forum=forum,
        topics=topics_in((heading.headline, *_first(paragraphs)), vocabulary.topics),
        links=linked.links,
        paragraphs=paragraphs,
        warnings=(
            *doubts.about_title(title, is_proposed=is_proposed),
            *doubts.about_outlet(verdict),
            *doubts.about_date(finding),
            *doubts.about_people(people),
            *doubts.about_forum(forum, other_forums),
            *doubts.about_links(linked.links),
            *doubts.about_repetition(found, paragraphs),
            *what_not_to_publish(facts),
        ),
    )


def language_of(texts: Iterable[str]) -> Language:
    """Korean where Hangul says at least a third of the text, else English.

    A syllable counts as much as two and a half Latin letters.
    """
    text = " ".join(texts)
    hangul = 2.5 * len(re.findall(r"[가-힣]", text))
    latin = len(re.findall(r"[A-Za-z]", text))
    return Language.KOREAN if hangul and hangul * 3 >= hangul + latin else Language.ENGLISH


def _first(blocks: Sequence[str]) -> tuple[str, ...]:
    """The part of a page that is searched, in pieces that are short enough for it."""
    kept, length = [], 0
    for block in blocks:
        kept.extend(passages(block[: _MOST_READ - length]))
        length += len(block)
        if length >= _MOST_READ:
            break
    return tuple(kept)


def _parts(
    blocks: Sequence[str], newsstand: Newsstand, subject: str
) -> tuple[Heading, tuple[str, ...]]:
    """The heading, and the paragraphs: what is neither heading nor date, byline or outlet line."""
    text = [block for block in blocks if not is_metadata(block, newsstand)]
    heading = titles.heading_of(text, newsstand)
    if not heading.headline:
        heading = titles.from_subject(subject, newsstand)
    if not heading.headline:
        heading = Heading(titles.quoted_headline(_first(text)))
    same = {key_of(heading.headline), key_of(heading.written)} - {""}
    if heading.written in text:
        text = [block for block in text[: text.index(heading.written)] if is_ended(block)] + text[
            text.index(heading.written) :
        ]
    kept = (block for block in text if key_of(titles.without_site(block, newsstand)) not in same)
    return heading, tuple(kept)


def _outlets_of(links: Iterable[PageLink], newsstand: Newsstand) -> Iterable[Mention]:
    for link in links:
        outlet = (
            newsstand.at_address(link.url) if link.url and link.kind == LinkKind.ORIGINAL else None
        )
        if outlet:
            yield Mention(outlet.name, Evidence.PUBLISHED, outlet)


def _publishers(verdict: Verdict) -> frozenset[str]:
    mentions = (*verdict.others, *filter(None, [verdict.outlet]))
    known = (name for mention in mentions if mention.known for name in mention.known.names)
    return frozenset((*(mention.name for mention in mentions), *known))


def _outlet_name(verdict: Verdict, language: str) -> str:
    outlet = verdict.outlet
    if outlet is None:
        return ""
    return outlet.known.called(outlet.name, language) if outlet.known else outlet.name


def _title(heading: Heading, paragraphs: Sequence[str], outlet: str) -> tuple[str, bool]:
    """The title, and whether it had to be proposed."""
    headline = heading.headline or titles.propose(paragraphs)
    name = heading.bracketed or outlet
    return f"[{name}] {headline}" if name else headline, not heading.headline


def topics_in(texts: Iterable[str], topics: Iterable[KnownTopic]) -> tuple[str, ...]:
    """The slugs of the topics that the texts name."""
    text = without_own_names("\n".join(texts))
    return tuple(topic.slug for topic in topics if contains_any(text, topic.terms))
