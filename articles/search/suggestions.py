"""What to offer where nothing is found: a spelling that finds something, and topics near by.

Whatever is offered has been looked for among visible items first, so that no word of a draft and
no topic that readers do not know of is ever shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Exists

from articles.models import SearchEntry, SearchWord
from articles.search.matching import Plan
from articles.search.names import Name
from articles.search.results import Results, is_there
from articles.text.queries import parse
from articles.text.spelling import bare, nearest, spelled, words_of

#: So many spellings of each word, and so many queries and topics, are tried.
SPELLINGS, QUERIES, TOPICS = 4, 8, 3
#: A topic is near by where it shares so much of its letters with the query.
NEAR = 0.15


@dataclass(frozen=True)
class Suggestions:
    """A text that finds something, or none; topics that have something."""

    text: str = ""
    topics: list[Name] = field(default_factory=list)


def suggest(results: Results) -> Suggestions:
    """What may have been meant by a query that found nothing; in two queries."""
    texts = list(dict.fromkeys(_texts(results)))[:QUERIES]
    topics = _topics_near(results)
    plans = [Plan.of(parse(text), results.names, results.filters.tokens) for text in texts]
    plans += [Plan((), (), (topic.token,)) for topic in topics]
    are_there = _which(plans)
    found = [text for text, is_there in zip(texts, are_there, strict=False) if is_there]
    about = zip(topics, are_there[len(texts) :], strict=True)
    return Suggestions(next(iter(found), ""), [topic for topic, is_there in about if is_there])


def _which(plans: list[Plan]) -> tuple[bool, ...]:
    """For each plan whether a visible item fits it; one query."""
    if not plans:
        return ()
    asked = {f"plan{number}": Exists(is_there(plan)) for number, plan in enumerate(plans)}
    row = SearchEntry.objects.annotate(**asked).values_list(*asked).first()
    return row or (False,) * len(plans)


def _texts(results: Results) -> Iterator[str]:
    """The query without Korean endings, then with all unknown words replaced, then one at a time."""
    text, words = results.query.text, results.query.words
    if (nouns := bare(text)) and nouns != " ".join(text.split()):
        yield nouns
    known = [word for name in results.names.all for word in words_of(*name.terms)]
    near = {word: _near(word, known) for word in words}
    strange = [word for word in words if near[word] and word not in near[word]]
    yield from _replaced(text, {word: near[word][0] for word in strange})
    for word in words:
        for other in near[word][:SPELLINGS]:
            yield from _replaced(text, {word: other})


def _near(word: str, known: list[str]) -> list[str]:
    """Names near by first: they are what most people look for."""
    return list(dict.fromkeys([*nearest(word, known), *nearest(word, SearchWord.near(word))]))


def _replaced(text: str, words: dict[str, str]) -> Iterator[str]:
    changed = " ".join(words.get(word.casefold(), word) for word in text.split())
    if changed.casefold() != " ".join(text.split()).casefold():
        yield changed


def _topics_near(results: Results) -> list[Name]:
    """The topics of whose words most letters are in the query, in this order; perhaps none."""
    asked = _threes(results.query.text)
    near = [
        (max(_likeness(asked, _threes(term)) for term in name.terms), name)
        for name in results.names.topics
    ]
    near = [pair for pair in near if pair[0] >= NEAR]
    near.sort(key=lambda pair: (-pair[0], pair[1].name))
    return [name for _likeness, name in near[:TOPICS]]


def _threes(text: str) -> set[str]:
    letters = f" {spelled(text.casefold())} "
    return {letters[at : at + 3] for at in range(len(letters) - 2)}


def _likeness(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other)
