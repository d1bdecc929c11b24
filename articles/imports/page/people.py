"""Who is quoted on a page or speaks for us, with the role that the page gives them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from articles.imports.page import english_people, korean_people
from articles.imports.page.names import is_own, without_own_names, word_table
from articles.imports.page.sentences import sentences
from articles.imports.page.vocabulary import KnownPerson
from articles.text.matching import contains, has_hangul


@dataclass(frozen=True)
class NamedPerson:
    """A person as the page names them; `role` is empty where it gives none.

    `slug` is set for a person whom the site knows.
    """

    name: str
    role: str = ""
    slug: str | None = None
    other_roles: tuple[str, ...] = ()


@dataclass
class _Candidate:
    name: str
    roles: list[str] = field(default_factory=list)
    is_quoted: bool = False
    known: KnownPerson | None = None


def find_people(
    paragraphs: Sequence[str], known: Sequence[KnownPerson] = (), *, language: str = "en"
) -> tuple[NamedPerson, ...]:
    """Those who speak on the page, or hold a role with us, in the order of appearance.

    Who is only mentioned is left out, and so is whoever the page names under a pseudonym, the
    reporters, and heads of state. Of several roles the most telling one is taken.
    """
    found: dict[frozenset[str] | str, _Candidate] = {}
    lines = [sentence for paragraph in paragraphs for sentence in sentences(paragraph)]
    for sentence in lines:
        for name, role in _roles_in(sentence):
            candidate = _entry(found, name, known)
            candidate.roles.append(role)
            candidate.is_quoted = candidate.is_quoted or _takes_part(sentence)
        for name in _quoted_in(sentence):
            _entry(found, name, known).is_quoted = True
    for person in known:
        if any(contains(sentence, name) for sentence in lines for name in person.names):
            _entry(found, person.name_in(language), known).is_quoted = True
    text = " ".join(lines)
    people = (candidate for candidate in found.values() if _counts(candidate, lines))
    named = [_person(c) for c in people if not is_withheld(c.name, text)]
    return tuple(sorted(named, key=lambda person: text.find(person.name)))


_WITHHELD = (
    r"가명|익명|pseudonym|alias|not (?:his|her|their) real name|name (?:(?:has|was|is|been|being) ){0,3}(?:changed|withheld)|real name (?:has been |is |was )?withheld"
    r"|(?:his|her|their|whose) (?:real )?name|identified only|assumed name|anonym\w+"
)
_AFTER_NAME = re.compile(
    rf"[’'s]{{0,2}}\s?씨?\s?[,(（–—-]?\s?(?:\d+(?:세)?[,·]?\s?)?[^.!?()（）]{{0,45}}?(?:{_WITHHELD})",
    re.IGNORECASE,
)
_BEFORE_NAME = re.compile(
    r"(?:가명|익명|pseudonym|alias|assumed name|identified (?:only )?as|goes by|called (?:her|him|them)(?:self)?|the name)(?:\s(?:인|의|of))?[\s:‘'“\"]{1,3}(?:\w+\s){0,1}[‘'“\"]?$",
    re.IGNORECASE,
)


def is_withheld(name: str, text: str) -> bool:
    """Whether the text says beside the name that it is not the person's own."""
    for match in re.finditer(re.escape(name), text):
        if _AFTER_NAME.match(text[match.end() : match.end() + 90]):
            return True
        if _BEFORE_NAME.search(text[max(0, match.start() - 60) : match.start()]):
            return True
    return False


def _roles_in(sentence: str) -> list[tuple[str, str]]:
    korean = korean_people.named_with_role(sentence) if has_hangul(sentence) else ()
    return [*english_people.named_with_role(sentence), *korean]


def _quoted_in(sentence: str) -> list[str]:
    korean = korean_people.quoted(sentence) if has_hangul(sentence) else ()
    return [*english_people.quoted(sentence), *korean]


def _takes_part(sentence: str) -> bool:
    return english_people.takes_part(sentence) or korean_people.takes_part(sentence)


def _entry(found: dict, name: str, known: Iterable[KnownPerson]) -> _Candidate:
    person = next((p for p in known if any(_key(name) == _key(other) for other in p.names)), None)
    key = person.slug if person else _key(name)
    return found.setdefault(key, _Candidate(name, known=person))


def _key(name: str) -> frozenset[str] | str:
    return name if has_hangul(name) else english_people.key_of(name)


def _counts(candidate: _Candidate, lines: Sequence[str]) -> bool:
    if any(is_own(role) for role in candidate.roles):
        return True
    if any(map(_is_head_of_state, candidate.roles)):
        return False
    return candidate.is_quoted or any(
        _takes_part(line) and _names(line, candidate.name) for line in lines
    )


def _names(line: str, name: str) -> bool:
    """Whether the line names the person, if only by the family name."""
    if has_hangul(name):
        return name in line
    ends = (name.split()[0], name.split()[-1])
    return any(word in line and re.search(rf"\b{re.escape(word)}\b", line) for word in ends)


def _is_head_of_state(role: str) -> bool:
    return english_people.is_head_of_state(role) or korean_people.is_head_of_state(role)


def _person(candidate: _Candidate) -> NamedPerson:
    best = max(candidate.roles, key=_how_telling, default="")
    others = [role for role in dict.fromkeys(candidate.roles) if role.casefold() != best.casefold()]
    slug = candidate.known.slug if candidate.known else None
    return NamedPerson(candidate.name, best, slug, tuple(others))


_SMALL_WORDS = word_table("of the at for a an and in to with on seoul-based")


def _how_telling(role: str) -> int:
    """More for each word beyond the organisation's name, and for naming us at all."""
    words = re.sub(r"[()]", " ", without_own_names(role)).casefold().split()
    if has_hangul(role):
        return len("".join(words)) + 2 * is_own(role)
    return len([word for word in words if word not in _SMALL_WORDS]) + is_own(role)
