"""The names by which things are found: topics with their synonyms, outlets, people.

They are looked up when somebody searches and are no part of the items' entries, which hold only
who and what an item has to do with. So a name that changes is found by at once, however many
items there are. One query reads all of them: they are hundreds where items are thousands.
"""

from dataclasses import dataclass

from django.db.models import CharField, F, Model, QuerySet, TextField, Value
from django.urls import reverse

from articles.choices import Language
from articles.fields import lines_of
from articles.models import Outlet, Person, Topic
from articles.search import facts
from articles.text.analysis import analysed
from articles.text.queries import Query, Term

#: One word leads to so many names at most, the shortest names first.
MOST_NAMES = 100


@dataclass(frozen=True)
class Name:
    """A topic, an outlet or a person, with every word for it."""

    fact: str
    pk: int
    slug: str
    name: str
    name_ko: str
    terms: tuple[str, ...]

    @property
    def token(self) -> str:
        return facts.token(self.fact, self.pk)

    def name_in(self, language: str) -> str:
        return (language == Language.KOREAN and self.name_ko) or self.name

    def get_absolute_url(self) -> str:
        """The page of a topic or an outlet."""
        return reverse(
            "topic" if self.fact == facts.TOPIC else "outlet", kwargs={"slug": self.slug}
        )

    def has(self, term: Term) -> bool:
        return any(term.stands_in(analysed(name)) for name in self.terms)


class Names:
    """All names, read at once."""

    def __init__(self, *, with_proposed: bool = False):
        """`with_proposed`: those as well that an import proposed, for the staff."""
        self.all = [_name(row) for row in _rows(with_proposed)]
        self.topics = [name for name in self.all if name.fact == facts.TOPIC]
        self.outlets = [name for name in self.all if name.fact == facts.OUTLET]

    def tokens_for(self, term: Term) -> list[str]:
        """The facts of the things that a term names."""
        found = [name for name in self.all if name.has(term)]
        found.sort(key=lambda name: len(name.name))
        return [name.token for name in found[:MOST_NAMES]]

    def topics_named(self, query: Query) -> list[Name]:
        """The topics of which a whole name or synonym is in the query."""
        return [name for name in self.topics if _is_named(name, query)]

    def outlets_named(self, query: Query) -> list[Name]:
        """The outlets of which a whole name is in the query."""
        return [name for name in self.outlets if _is_named(name, query)]


def _is_named(name: Name, query: Query) -> bool:
    line = analysed(query.text)
    return any(f" {analysed(term)} " in f" {line} " for term in name.terms if analysed(term))


def _rows(with_proposed: bool) -> QuerySet:
    every = (
        _columns(Topic, facts.TOPIC, F("synonyms")),
        _columns(Outlet, facts.OUTLET, F("aliases"), with_proposed),
        _columns(Person, facts.PERSON, Value("", TextField()), with_proposed),
    )
    return every[0].union(*every[1:], all=True)


def _columns(model: type[Model], fact: str, others, with_proposed: bool = True) -> QuerySet:
    rows = model.objects.order_by() if with_proposed else model.objects.filter(is_proposed=False)
    return rows.order_by().values_list(
        Value(fact, CharField()), "pk", "slug", "name", "name_ko", others
    )


def _name(row: tuple) -> Name:
    *columns, others = row
    return Name(*columns, terms=lines_of("\n".join((columns[3], columns[4], others))))
