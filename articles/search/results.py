"""A page of results for readers: ranked or by date, with what one can narrow them by.

However large the site is, at most MOST of the newest fitting items are looked at, and ranked here
and not by the database, so that every database gives the same order. What is in the title weighs
more than a topic, outlet or person by that name, and these more than what is in the summary.
"""

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from articles.models import Article, Publishable, SearchEntry, Testimony
from articles.search import facts
from articles.search.matching import Matches, Plan
from articles.search.names import Name, Names
from articles.search.schema import DAY, ROW
from articles.text.queries import Query, Sequence

#: So many of the newest fitting items are ranked and counted.
MOST = 500
#: The index knows what is published but not whether its time has come: some more for those.
SCHEDULED = 100
PER_PAGE = 20
IN_TITLE, BY_NAME, IN_SUMMARY, TITLE_IN_A_ROW, IN_OWN_LANGUAGE = 8, 5, 3, 6, 2


@dataclass(frozen=True)
class Filters:
    """What results are narrowed by; None or empty for what is open."""

    topic: Name | None = None
    outlet: Name | None = None
    year: int | None = None
    language: str = ""
    kind: str = ""

    @property
    def tokens(self) -> tuple[str, ...]:
        words = [facts.token(facts.MARK, word) for word in (self.language, self.kind) if word]
        words += [name.token for name in (self.topic, self.outlet) if name]
        return (*words, facts.token(facts.YEAR, f"{self.year:04}")) if self.year else tuple(words)

    def __bool__(self) -> bool:
        return bool(self.tokens)


@dataclass(frozen=True)
class Hit:
    """An item that was found, with its topics."""

    item: Publishable
    topics: list[Name]


class Results:
    """What is found: all of it counted, one page of it read."""

    def __init__(
        self,
        query: Query,
        filters: Filters,
        names: Names,
        *,
        reader: str,
        by_date: bool = False,
        page: int = 1,
    ):
        """`reader` is the language of the reader, who gets items in it before equal ones."""
        self.query, self.filters, self.names = query, filters, names
        self._own_language = facts.token(facts.MARK, reader)
        self.plan = Plan.of(query, names, (facts.PUBLISHED, *filters.tokens))
        entries = _entries(self.plan)
        self.is_cut = len(entries) > MOST
        self.entries = entries[:MOST]
        self.is_by_date = by_date or not query
        if not self.is_by_date:
            self.entries.sort(key=self._rank, reverse=True)
        self.page = min(max(page, 1), self.pages)

    @property
    def number(self) -> int:
        """How many items were found; MOST stands for more where `is_cut`."""
        return len(self.entries)

    @property
    def pages(self) -> int:
        return max(1, -(-self.number // PER_PAGE))

    @cached_property
    def counted(self) -> Counter:
        """How many of the items have each fact, by its token."""
        return Counter(chain.from_iterable(entry.facts.split() for entry in self.entries))

    @cached_property
    def hits(self) -> list[Hit]:
        """The items of the page, in two queries. What was withdrawn just now is left out."""
        start = (self.page - 1) * PER_PAGE
        entries = self.entries[start : start + PER_PAGE]
        items = _items(entries)
        topics = {name.pk: name for name in self.names.topics}
        return [
            Hit(items[entry.place], [topics[pk] for pk in entry.read.topics if pk in topics])
            for entry in entries
            if entry.place in items
        ]

    def _rank(self, entry: "Entry") -> tuple[int, int]:
        there = set(entry.facts.split())
        score = IN_OWN_LANGUAGE * (self._own_language in there)
        score += sum(
            IN_TITLE * one.term.stands_in(entry.title)
            + BY_NAME * (not there.isdisjoint(one.facts))
            + IN_SUMMARY * one.term.stands_in(entry.summary)
            for one in self.plan.wanted
        )
        if self._in_a_row and self._in_a_row.stands_in(entry.title):
            score += TITLE_IN_A_ROW
        return score, entry.place

    @cached_property
    def _in_a_row(self) -> Sequence | None:
        """All words of the query one after the other; None where there is just one."""
        firsts = [term.sequences[0] for term in self.query.wanted]
        if len(firsts) < 2:
            return None
        return Sequence(tuple(chain.from_iterable(sequence.runs for sequence in firsts)))


@dataclass(frozen=True)
class Entry:
    """What is read of an entry to rank and count it."""

    place: int
    title: str
    summary: str
    facts: str

    @property
    def read(self) -> facts.Facts:
        return facts.Facts.read(self.facts)


def is_there(plan: Plan):
    """The visible entries that fit a plan, for asking whether there is any."""
    plan = replace(plan, facts=tuple({*plan.facts, facts.PUBLISHED}))
    return SearchEntry.objects.visible().filter(Matches(plan, newest=SCHEDULED))


def _entries(plan: Plan) -> list[Entry]:
    """The newest visible entries that fit, one more than MOST where there are more."""
    fitting = SearchEntry.objects.filter(Matches(plan, newest=MOST + SCHEDULED)).visible()
    rows = fitting.order_by("-place").values_list("place", "title", "summary", "facts")
    return [Entry(*row) for row in rows[: MOST + 1]]


def _items(entries: list[Entry]) -> dict[int, Publishable]:
    """The visible items of entries, by place."""
    places = {(entry.place % ROW, entry.place % DAY // ROW): entry.place for entry in entries}
    found = {}
    for kind, model in enumerate((Article, Testimony)):
        keys = [key for its_kind, key in places if its_kind == kind]
        if keys:
            rows = model.objects.visible().for_list().prefetch_related(None)
            found |= {places[kind, key]: item for key, item in rows.in_bulk(keys).items()}
    return found
