"""What the database itself does for search: triggers that keep each entry true to its item.

The migration makes the index (an FTS5 table on SQLite, a column with a GIN index on PostgreSQL).
The triggers are laid anew after every migration, because SQLite forgets those of a table that a
migration rebuilds, and refuses to rebuild a table that triggers of others name. A change of any
row, by whatever code, so reaches the index in the same transaction.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from articles.models import (
    Article,
    ArticleTopic,
    Quoted,
    SearchEntry,
    Testimony,
    TestimonyTopic,
)

ITEMS = (Article, Testimony)
ENTRY, INDEX = SearchEntry._meta.db_table, "articles_searchindex"
PREFIX = "search_keeps"
TEXTS = "title, summary, body, facts"
# A day, a row and its kind make one number that grows with the date.
DAY, ROW = 10**12, 2


@dataclass(frozen=True)
class Trigger:
    """Statements that run for every row; `when` may compare OLD and NEW."""

    name: str
    event: str
    table: str
    statements: tuple[str, ...]
    when: str = ""


@dataclass(frozen=True)
class Dialect:
    """Where the two databases differ."""

    day: str
    year: str
    together: str
    other_than: str


SQLITE = Dialect(
    day="CAST(julianday({}) AS INTEGER)",
    year="strftime('%Y', {})",
    together="group_concat({}, '')",
    other_than="IS NOT",
)
POSTGRESQL = Dialect(
    day="to_char({}, 'J')::bigint",
    year="to_char({}, 'YYYY')",
    together="string_agg({}, '')",
    other_than="IS DISTINCT FROM",
)


def lay_triggers(using: str) -> bool:
    """Make the triggers, or make them anew; False where the tables are not there."""
    if not has_entries(using):
        return False
    connection = connections[using]
    drop_triggers(using)
    with connection.cursor() as cursor:
        for trigger in _triggers(connection):
            for sql in _sql(connection, trigger):
                cursor.execute(sql)
    return True


def has_entries(using: str) -> bool:
    """Whether the migration that makes search has run."""
    return ENTRY in connections[using].introspection.table_names()


def is_kept(using: str) -> bool:
    """Whether all triggers are there."""
    return wanted_triggers(using) <= {name for name, _table in laid_triggers(using)}


def drop_triggers(using: str) -> None:
    """Take the triggers away."""
    with connections[using].cursor() as cursor:
        for name, table in laid_triggers(using):
            on_table = "" if connections[using].vendor == "sqlite" else f" ON {table}"
            cursor.execute(f"DROP TRIGGER {name}{on_table}")


def mend_facts(using: str) -> int:
    """Write the facts and places that are not as they should be; returns how many were not."""
    mended = 0
    with connections[using].cursor() as cursor:
        for model in ITEMS:
            cursor.execute(_mending(_dialect(connections[using]), model))
            mended += cursor.rowcount
    return mended


def rebuild_index(using: str) -> None:
    """Make the database's own index anew from the entries."""
    sql = (
        f"INSERT INTO {INDEX}({INDEX}) VALUES('rebuild')"
        if connections[using].vendor == "sqlite"
        else "REINDEX INDEX search_entry_by_lexeme"
    )
    with connections[using].cursor() as cursor:
        cursor.execute(sql)


def laid_triggers(using: str) -> list[tuple[str, str]]:
    """The triggers that are there: (name, table)."""
    sql = (
        "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
        if connections[using].vendor == "sqlite"
        else "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE %s"
    )
    with connections[using].cursor() as cursor:
        cursor.execute(sql, [f"{PREFIX}_%"])
        return cursor.fetchall()


def wanted_triggers(using: str) -> set[str]:
    """The names of the triggers that should be there."""
    return {trigger.name for trigger in _triggers(connections[using])}


def _sql(connection: BaseDatabaseWrapper, trigger: Trigger) -> Iterator[str]:
    body = " ".join(f"{statement};" for statement in trigger.statements)
    when = f" WHEN ({trigger.when})" if trigger.when else ""
    head = f"CREATE TRIGGER {trigger.name} {trigger.event} ON {trigger.table} FOR EACH ROW{when}"
    if connection.vendor == "sqlite":
        yield f"{head} BEGIN {body} END"
        return
    gives = {"BEFORE DELETE": "OLD", "BEFORE INSERT": "NEW"}.get(trigger.event, "NULL")
    yield (
        f"CREATE OR REPLACE FUNCTION {trigger.name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {body} RETURN {gives}; END $$"
    )
    yield f"{head} EXECUTE FUNCTION {trigger.name}()"


def _dialect(connection: BaseDatabaseWrapper) -> Dialect:
    return SQLITE if connection.vendor == "sqlite" else POSTGRESQL


def _triggers(connection: BaseDatabaseWrapper) -> Iterator[Trigger]:
    if connection.vendor == "sqlite":
        yield from _of_index()
    dialect = _dialect(connection)
    yield from _of_entry(dialect)
    yield from _of_item(dialect, Article, ("outlet_id", "outlet_date"))
    yield from _of_item(
        dialect, Testimony, ("kind", "date", "date_precision", "speaker_id", "published_at")
    )
    yield from _of_part(dialect, ArticleTopic, Article, "content_object_id", "tag_id")
    yield from _of_part(dialect, TestimonyTopic, Testimony, "content_object_id", "tag_id")
    yield from _of_part(dialect, Quoted, Article, "article_id", "person_id")


# --- The index of SQLite ----------------------------------------------------------------------


def _of_index() -> Iterator[Trigger]:
    """FTS5 reads its texts from the entries, and has to be told what stood there before."""
    out = (
        f"INSERT INTO {INDEX}({INDEX}, rowid, {TEXTS}) "
        f"SELECT 'delete', OLD.place, {_of('OLD', TEXTS)} WHERE OLD.place IS NOT NULL"
    )
    into = (
        f"INSERT INTO {INDEX}(rowid, {TEXTS}) "
        f"SELECT NEW.place, {_of('NEW', TEXTS)} WHERE NEW.place IS NOT NULL"
    )
    differs = _differs(SQLITE, ("place", *TEXTS.split(", ")))
    update = f"AFTER UPDATE OF place, {TEXTS}"
    yield Trigger(f"{PREFIX}_index_changed", update, ENTRY, (out, into), differs)
    yield Trigger(f"{PREFIX}_index_gone", "AFTER DELETE", ENTRY, (out,))


def _of(row: str, columns: str) -> str:
    return ", ".join(f"{row}.{column}" for column in columns.split(", "))


# --- The facts of an entry --------------------------------------------------------------------


def _of_entry(dialect: Dialect) -> Iterator[Trigger]:
    """A new entry gets its facts: on PostgreSQL before it is stored, which SQLite cannot do."""
    name = f"{PREFIX}_entry_new"
    if dialect is SQLITE:
        statements = tuple(_refresh(SQLITE, model, f"NEW.{_owner(model)}") for model in ITEMS)
        yield Trigger(name, "AFTER INSERT", ENTRY, statements)
    else:
        yield Trigger(name, "BEFORE INSERT", ENTRY, tuple(map(_take_facts, ITEMS)))


def _take_facts(model) -> str:
    place, facts = _columns(POSTGRESQL, model)
    return (
        f"IF NEW.{_owner(model)} IS NOT NULL THEN SELECT {place}, {facts} INTO NEW.place, NEW.facts "  # noqa: S608
        f"FROM {model._meta.db_table} item WHERE item.id = NEW.{_owner(model)}; END IF"
    )


def _of_item(dialect: Dialect, model, columns: tuple[str, ...]) -> Iterator[Trigger]:
    name, table = f"{PREFIX}_{model._meta.model_name}", model._meta.db_table
    columns = ("language", "status", *columns)
    update = f"AFTER UPDATE OF {', '.join(columns)}"
    refresh = _refresh(dialect, model, "NEW.id")
    yield Trigger(f"{name}_changed", update, table, (refresh,), _differs(dialect, columns))
    gone = f"DELETE FROM {ENTRY} WHERE {_owner(model)} = OLD.id"  # noqa: S608 - our names
    yield Trigger(f"{name}_gone", "BEFORE DELETE", table, (gone,))


def _of_part(dialect: Dialect, part, model, owner: str, column: str) -> Iterator[Trigger]:
    name, table = f"{PREFIX}_{part._meta.model_name}", part._meta.db_table
    before, after = (_refresh(dialect, model, f"{row}.{owner}") for row in ("OLD", "NEW"))
    update = f"AFTER UPDATE OF {owner}, {column}"
    yield Trigger(f"{name}_new", "AFTER INSERT", table, (after,))
    yield Trigger(f"{name}_changed", update, table, (before, after))
    yield Trigger(f"{name}_gone", "AFTER DELETE", table, (before,))


def _differs(dialect: Dialect, columns: tuple[str, ...]) -> str:
    return " OR ".join(f"OLD.{name} {dialect.other_than} NEW.{name}" for name in columns)


def _refresh(dialect: Dialect, model, key: str) -> str:
    """The statement that writes the place and the facts of an item's entry."""
    place, facts = _columns(dialect, model)
    return (
        f"UPDATE {ENTRY} SET (place, facts) = (SELECT {place}, {facts} "  # noqa: S608 - our names
        f"FROM {model._meta.db_table} item WHERE item.id = {key}) WHERE {_owner(model)} = {key}"
    )


def _mending(dialect: Dialect, model) -> str:
    """The statement that writes them for all entries of a kind in which they are wrong."""
    place, facts = _columns(dialect, model)
    both = f"(SELECT {place}, {facts} FROM {model._meta.db_table} item WHERE item.id = {ENTRY}.{_owner(model)})"  # noqa: S608
    return (
        f"UPDATE {ENTRY} SET (place, facts) = {both} WHERE {_owner(model)} IS NOT NULL "  # noqa: S608
        f"AND (place IS NULL OR (place, facts) <> {both})"
    )


def _owner(model) -> str:
    return f"{model._meta.model_name}_id"


def _columns(dialect: Dialect, model) -> tuple[str, str]:
    """The place and the facts that follow from a row called `item`."""
    facts, day = (_article if model is Article else _testimony)(dialect)
    day = f"COALESCE({dialect.day.format(day)}, 0)"
    return f"{day} * {DAY} + item.id * {ROW} + {int(model is Testimony)}", facts


def _article(dialect: Dialect) -> tuple[str, str]:
    """The facts of an article, and its day."""
    facts = (
        "'§coverage'",
        *_shared(dialect, ArticleTopic),
        _fact("y", dialect.year.format("item.outlet_date")),
        _fact("o", "item.outlet_id"),
        _facts(dialect, "p", "person_id", Quoted._meta.db_table, "article_id"),
    )
    return " || ".join(facts), "item.outlet_date"


def _testimony(dialect: Dialect) -> tuple[str, str]:
    """The facts of a testimony, and its day: an unknown date is told neither by year nor by order."""
    told = "CASE WHEN item.date_precision <> 'unknown' THEN item.date END"
    facts = (
        "'§testimony'",
        *_shared(dialect, TestimonyTopic),
        _fact("y", dialect.year.format(f"({told})")),
        _fact("p", "item.speaker_id"),
    )
    published = "CAST(item.published_at AS date)" if dialect is POSTGRESQL else "item.published_at"
    return " || ".join(facts), f"COALESCE({told}, {published})"


def _shared(dialect: Dialect, topics) -> tuple[str, ...]:
    return (
        "' §' || item.language",
        "' §' || item.status",
        _facts(dialect, "t", "tag_id", topics._meta.db_table, "content_object_id"),
    )


def _fact(letter: str, value: str) -> str:
    return f"COALESCE(' §{letter}' || {value}, '')"


def _facts(dialect: Dialect, letter: str, column: str, table: str, owner: str) -> str:
    every = dialect.together.format(f"' §{letter}' || part.key")
    # In order, so that the same facts are always the same text.
    keys = f"SELECT {column} AS key FROM {table} WHERE {owner} = item.id ORDER BY {column}"  # noqa: S608
    return f"COALESCE((SELECT {every} FROM ({keys}) part), '')"  # noqa: S608 - our names
