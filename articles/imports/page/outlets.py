"""Which outlet published what a page is about."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from articles.imports.page.names import (
    NAME,
    carries_particle,
    has_body_word,
    has_outlet_word,
    is_generic,
    is_outlet_name,
    is_own,
    without_leading_words,
)
from articles.imports.page.outlet_phrases import (
    BRACKETED,
    HINT,
    LABELLED,
    LISTED,
    NOT_AN_OUTLET,
    PHRASES,
    Evidence,
)
from articles.imports.page.sentences import parts_of, sentences
from articles.imports.page.vocabulary import KnownOutlet
from articles.text.dates import find_dates
from articles.text.matching import contains, has_hangul

_SEVERAL = re.compile(r"\s*(?:[,/;·|+&]|\sand\s|\s및\s)\s*")
_KIND_AFTER_NAME = re.compile(
    r"\s+(?:인터뷰|칼럼|기고|사설|단독|보도|기사|특집|영상|interview|op-ed|column|editorial|opinion|exclusive|video)$|\s+\d[\d./년월일 -]*$",
    re.IGNORECASE,
)
_TAG_AFTER_HEADLINE = re.compile(r".{10,}\s[|–—-]\s(?P<name>[^|–—-]{2,40})")
# The last word of a name may be anybody's ("Times"); from so many letters on it tells.
_TELLING = 9
_MOST_OUTLETS = 50
# 2023년 7월호
_ISSUE = re.compile(r"\s*(?:\d{4}년\s?)?(?:\d{1,2}월|봄|여름|가을|겨울|제?\s?\d+)\s?호$|\s\d+면$")
_LISTED_NAME = re.compile(rf"(?:^|\s)(?P<name>{NAME})(?:,|,?\sand|\s&)\s(?:the\s)?$")
_INITIALS = re.compile(r"\s?\([^)]*\)$")


@dataclass(frozen=True)
class Mention:
    """One outlet in one place. `known` is None for one that the site does not have yet."""

    name: str
    evidence: Evidence
    known: KnownOutlet | None = None

    @property
    def key(self) -> str:
        return self.known.slug if self.known else _key(self.name)


@dataclass(frozen=True)
class Verdict:
    """The outlet of a page, if one can be told, and the others that it names as publishers."""

    outlet: Mention | None = None
    others: tuple[Mention, ...] = ()
    is_certain: bool = True


@dataclass(frozen=True)
class Newsstand:
    """Reads names of outlets in the light of those that the site knows.

    `not_outlets` are names of persons on the page.
    """

    known: Sequence[KnownOutlet] = ()
    not_outlets: Collection[str] = ()

    def mentions(self, blocks: Iterable[str]) -> Iterator[Mention]:
        """Every place in the blocks that names a publisher."""
        for block in blocks:
            yield from self._labels(block)
            for sentence in sentences(block):
                yield from self._phrases(sentence)
            yield from self._known_names(block)

    def at_address(self, url: str) -> KnownOutlet | None:
        """The known outlet to which a web address belongs."""
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        for outlet in self.known:
            if any(host == domain or host.endswith(f".{domain}") for domain in outlet.domains):
                return outlet
        return None

    def titled(self, block: str) -> tuple[Mention, ...]:
        """The outlets in square brackets before a headline."""
        match = BRACKETED.fullmatch(block)
        return tuple(self._split(match["names"], Evidence.TITLED)) if match else ()

    def outlet_in_line(self, part: str) -> str:
        """The outlet in a line such as “Han River Post” or “(한강일보, 2023.06.14)”; else empty."""
        dates = find_dates(part) if len(part) < 80 else ()
        if len(dates) == 1:
            part = part[: dates[0].start] + " " + part[dates[0].end :]
        name = _ISSUE.sub("", part).strip(" ,.()[]<>-–—·|:")
        return name if self.is_outlet(name) else ""

    def is_outlet(self, name: str) -> bool:
        """Whether the text is nothing but the name of an outlet."""
        return bool(self.find(name)) or is_outlet_name(name)

    def _labels(self, block: str) -> Iterator[Mention]:
        yield from self.titled(block)
        if label := LABELLED.fullmatch(block):
            yield from self._split(label["names"], Evidence.TITLED)
        for part in parts_of(block):
            yield from self._mention(self.outlet_in_line(part), Evidence.PUBLISHED)
        for pattern in (LISTED, _TAG_AFTER_HEADLINE):
            match = pattern.fullmatch(block)
            if match and self.is_outlet(match["name"]):
                yield from self._mention(match["name"], Evidence.PUBLISHED)

    def _phrases(self, sentence: str) -> Iterator[Mention]:
        for pattern, evidence in PHRASES if HINT.search(sentence) else ():
            for match in pattern.finditer(sentence):
                opens = match.start("name") == 0
                for name in self._names_in(_with_word_before(match)):
                    yield from self._mention(name, evidence, opens_sentence=opens)
                for name in _listed_before(sentence[: match.start("name")]):
                    if has_outlet_word(name):
                        yield from self._mention(name, evidence)

    def _split(self, names: str, evidence: Evidence) -> Iterator[Mention]:
        whole = _KIND_AFTER_NAME.sub("", names.split("=")[-1].strip())
        parts = [whole] if self.find(whole) else _SEVERAL.split(whole)
        for part in parts:
            if not NOT_AN_OUTLET.fullmatch(part.strip()):
                yield from self._mention(part, evidence)

    def _names_in(self, name: str) -> list[str]:
        """One name, or both of "the X Times and Y Post"."""
        parts = re.split(r"\s(?:and|&)\s(?:the\s)?", name)
        return parts if len(parts) > 1 and all(map(self.is_outlet, parts)) else [name]

    def _mention(
        self, written: str, evidence: Evidence, *, opens_sentence: bool = False
    ) -> Iterator[Mention]:
        is_firm = evidence == Evidence.TITLED
        name = _INITIALS.sub("", written.strip(" '\"‘’“”「」『』《》<>"))
        name = name if is_firm else _without_sentence(name, opens_sentence=opens_sentence)
        outlet = self.find(name)
        if outlet:
            yield Mention(written_as(outlet, name), evidence, outlet)
        elif self._is_free(name) and (is_firm or self._could_be(name, evidence)):
            yield Mention(name, evidence)

    def _is_free(self, name: str) -> bool:
        return bool(name) and not (is_own(name) or name in self.not_outlets or is_generic(name))

    def _could_be(self, name: str, evidence: Evidence) -> bool:
        if has_outlet_word(name):
            return True
        is_strange = has_body_word(name) or has_hangul(name) or len(name) < 3
        return evidence == Evidence.PUBLISHED and not is_strange

    def find(self, name: str) -> KnownOutlet | None:
        """The known outlet with this name, in whichever spelling."""
        return self._by_key.get(_key(name))

    @cached_property
    def _by_key(self) -> dict[str, KnownOutlet]:
        return {_key(name): outlet for outlet in self.known for name in outlet.names}

    def _known_names(self, block: str) -> Iterator[Mention]:
        for outlet in self.known:
            name = next((name for name in outlet.names if contains(block, name)), None)
            if name:
                yield Mention(name, Evidence.NAMED, outlet)


def _without_sentence(name: str, *, opens_sentence: bool) -> str:
    """The name alone. "The" belongs to it where no sentence begins there: "by The Korea Herald"."""
    bare = without_leading_words(name)
    is_part = not opens_sentence or len(bare.split()) == 1
    return f"The {bare}" if bare and name == f"The {bare}" and is_part else bare


def _listed_before(text: str) -> list[str]:
    """The names of an enumeration that goes on after `text`: "the X Times, the Y Post and the"."""
    names: list[str] = []
    while match := _LISTED_NAME.search(text):
        names.append(match["name"])
        text = text[: match.start()]
    return names


def written_as(outlet: KnownOutlet, name: str) -> str:
    """The outlet's own spelling of a name that a page gives it."""
    return next((own for own in outlet.names if _key(own) == _key(name)), outlet.name)


def judge(mentions: Iterable[Mention]) -> Verdict:
    """The one outlet with the firmest evidence; none where several have it equally."""
    found = _merged(mentions)
    if not found:
        return Verdict()
    firmest = max(mention.evidence for mention in found)
    candidates = [mention for mention in found if mention.evidence == firmest]
    telling = tuple(mention for mention in found if mention.evidence > Evidence.NAMED)
    if len(candidates) > 1:
        return Verdict(None, telling or tuple(candidates), is_certain=False)
    others = tuple(mention for mention in telling if mention is not candidates[0])
    return Verdict(candidates[0], others, is_certain=firmest > Evidence.NAMED)


def _merged(mentions: Iterable[Mention]) -> list[Mention]:
    """Each outlet once, in the order of appearance, with its firmest evidence."""
    by_key: dict[str, Mention] = {}
    for mention in mentions:
        before = by_key.get(mention.key)
        if before is None or mention.evidence > before.evidence:
            by_key[mention.key] = mention
    merged: list[Mention] = []
    for mention in list(by_key.values())[:_MOST_OUTLETS]:
        twin = next((at for at, one in enumerate(merged) if _is_same(one, mention)), None)
        if twin is None:
            merged.append(mention)
        else:
            merged[twin] = _united(merged[twin], mention)
    return merged


def _united(one: Mention, other: Mention) -> Mention:
    """Two spellings of one outlet as one: the known or longer name, the firmer evidence."""
    name = max(one, other, key=lambda mention: (bool(mention.known), len(mention.name)))
    return Mention(name.name, max(one.evidence, other.evidence), name.known)


def _is_same(one: Mention, other: Mention) -> bool:
    """Whether two mentions name one outlet: "the JoongAng Daily", "Korea JoongAng Daily"."""
    if one.known and other.known:
        return one.known == other.known
    shorter, longer = sorted((_key(one.name), _key(other.name)), key=len)
    return longer == shorter or (len(shorter) >= _TELLING and longer.endswith(shorter))


def _key(name: str) -> str:
    """What two spellings of an outlet's name have in common."""
    bare = re.sub(r"^the\s+", "", _INITIALS.sub("", name.strip()).casefold())
    return re.sub(r"[\W_]+", "", bare)


def _with_word_before(match: re.Match) -> str:
    """The name that a phrase found; a bare "위클리" takes the word before it along."""
    name = match["name"]
    if has_hangul(name) and is_generic(name):
        before = match.string[: match.start("name")]
        word = before.split()[-1] if before.endswith(" ") else ""
        return f"{word} {name}" if word and not carries_particle(word) else name
    return name
