"""A query in the language of each database. It is made of tokens, which hold no operator."""

from dataclasses import dataclass

from django.db import connections
from django.db.models import BooleanField, F, Func

from articles.search.names import Names
from articles.search.schema import INDEX
from articles.text.queries import Query, Sequence, Term

#: Fewer entries than this are sooner sorted than looked for among all items.
COMMON = 2_000


@dataclass(frozen=True)
class Alternatives:
    """What a term may be in an entry: sequences of its text, or facts for things that it names."""

    term: Term
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """A query with its names looked up, and the facts that every entry has to have."""

    wanted: tuple[Alternatives, ...]
    unwanted: tuple[Alternatives, ...]
    facts: tuple[str, ...] = ()

    @classmethod
    def of(cls, query: Query, names: Names, facts: tuple[str, ...] = ()) -> "Plan":
        wanted, unwanted = (
            tuple(Alternatives(term, tuple(names.tokens_for(term))) for term in terms)
            for terms in (query.wanted, query.unwanted)
        )
        return cls(wanted, unwanted, facts)


class Matches(Func):
    """Whether an entry fits a plan that asks for something; `entry` is the way to it (`entry__`).

    `newest` lets SQLite stop there: it then holds for so many of the newest entries at most.
    """

    output_field = BooleanField()

    def __init__(self, plan: Plan, entry: str = "", *, newest: int | None = None):
        super().__init__(F(f"{entry}place"))
        self.plan, self.newest = plan, newest

    def as_sqlite(self, compiler, connection, **extra):
        limit = f" ORDER BY rowid DESC LIMIT {int(self.newest)}" if self.newest else ""
        found = f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s{limit}"  # noqa: S608 - our names
        place, _params = compiler.compile(self.source_expressions[0])
        return f"{place} IN ({found})", [as_fts5(self.plan)]

    def as_postgresql(self, compiler, connection, **extra):
        # A column that no model has: the database makes it of the others.
        place, _params = compiler.compile(self.source_expressions[0])
        lexemes = place.removesuffix('"place"') + "lexemes"
        return f"{lexemes} @@ %s::tsquery", [as_tsquery(self.plan)]


# --- SQLite -----------------------------------------------------------------------------------


def is_common(plan: Plan, using: str) -> bool:
    """Whether more than COMMON entries fit. False on a database that reckons with it by itself."""
    if connections[using].vendor != "sqlite":
        return False
    one_more = f"SELECT 1 FROM {INDEX} WHERE {INDEX} MATCH %s LIMIT 1 OFFSET {COMMON}"  # noqa: S608 - our names
    with connections[using].cursor() as cursor:
        return cursor.execute(one_more, [as_fts5(plan)]).fetchone() is not None


def as_fts5(plan: Plan) -> str:
    """Every token in quotation marks, so that each is a word and no operator."""
    parts = [f'"{fact}"' for fact in plan.facts]
    parts += [_either_fts5(one) for one in plan.wanted]
    query = " AND ".join(parts) or '"§coverage" OR "§testimony"'
    return "".join([f"({query})", *(f" NOT {_either_fts5(one)}" for one in plan.unwanted)])


def _either_fts5(one: Alternatives) -> str:
    alternatives = [_phrase_fts5(sequence) for sequence in one.term.sequences]
    alternatives += [f'"{fact}"' for fact in one.facts]
    return f"({' OR '.join(alternatives)})"


def _phrase_fts5(sequence: Sequence) -> str:
    return f'"{" ".join(sequence.tokens)}"' + "*" * sequence.is_prefix


# --- PostgreSQL -------------------------------------------------------------------------------


def as_tsquery(plan: Plan) -> str:
    """Every token in apostrophes, so that each is a lexeme and no operator."""
    parts = [f"'{fact}'" for fact in plan.facts]
    parts += [_either_tsquery(one) for one in plan.wanted]
    parts += [f"!{_either_tsquery(one)}" for one in plan.unwanted]
    return " & ".join(parts)


def _either_tsquery(one: Alternatives) -> str:
    alternatives = [_phrase_tsquery(sequence) for sequence in one.term.sequences]
    alternatives += [f"'{fact}'" for fact in one.facts]
    return f"({' | '.join(alternatives)})"


def _phrase_tsquery(sequence: Sequence) -> str:
    lexemes = " <-> ".join(f"'{token}'" for token in sequence.tokens)
    return f"({lexemes}{':*' * sequence.is_prefix})"
