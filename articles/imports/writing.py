"""Storing records in batches: new rows are made, those that are there are compared."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.core.files.storage import default_storage
from django.db import models

from articles.choices import Status
from articles.imports.insertion import Insertion, insert
from articles.imports.known_rows import KnownRows, identity_of
from articles.imports.record_reading import BadRecord, Incoming
from articles.imports.record_shapes import RELATIONS, SHAPES
from articles.imports.records import parts_of, record_of, with_parts
from articles.models import Image, Publishable, SearchEntry, Versioned
from articles.protection import SENTENCE, Guard
from articles.text import slugs

#: A batch is stored when it has as many records, or as many characters of text.
BATCH, BATCH_TEXT = 500, 4_000_000
#: Of long lists a report keeps the beginning.
EXAMPLES = 20


@dataclass(frozen=True)
class Difference:
    """A record that says something else than the row that is there already, and the keys."""

    line_number: int
    type: str
    name: str
    keys: tuple[str, ...]


@dataclass
class ImportReport:
    """How many rows of each type were made, were there already, or are different there.

    Different rows are left as they are. `differences` and `missing_files` (pictures whose file
    does not lie in the media folder) hold the first EXAMPLES.
    """

    created: Counter = field(default_factory=Counter)
    unchanged: Counter = field(default_factory=Counter)
    different: Counter = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)
    missing_files: list[str] = field(default_factory=list)

    @property
    def number(self) -> int:
        """How many records were dealt with."""
        return sum(sum(group.values()) for group in (self.created, self.unchanged, self.different))

    def lines(self) -> Iterator[str]:
        """The report for a person."""
        yield f"Made: {_counted(self.created)}."
        if self.unchanged:
            yield f"There already, and the same: {_counted(self.unchanged)}."
        if self.different:
            yield f"There already, but different, and left as they are: {_counted(self.different)}."
        for one in self.differences:
            yield f"  line {one.line_number}: {one.type} {one.name} differs in {', '.join(one.keys)}"
        for name in self.missing_files:
            yield f"  The file {name} is missing. Copy it into the media folder."


class Writer:
    """Collects records and stores them when enough of one type have come together."""

    def __init__(self):
        self.report = ImportReport()
        self._guard = Guard()
        self.known = KnownRows()
        self._batch: dict[tuple, Incoming] = {}
        self._weight = 0
        self._type = ""
        self._candidates: dict[tuple, Iterator[str]] = {}

    @property
    def is_empty(self) -> bool:
        return not self._batch

    def make_room_for(self, record: dict) -> None:
        """Store what is waiting if a record of another type comes, which may refer to it."""
        if record.get("type") != self._type:
            self.store()
            self._type = record.get("type")

    def add(self, incoming: Incoming) -> None:
        if incoming.identity in self._batch:
            self.store()
        self._batch[incoming.identity] = incoming
        self._weight += len(getattr(incoming.row, "body", ""))
        if len(self._batch) >= BATCH or self._weight > BATCH_TEXT:
            self.store()

    def store(self) -> None:
        """Store what is waiting. Raises BadRecord."""
        if self.is_empty:
            return
        stored = self._stored()
        new = []
        for identity, incoming in self._batch.items():
            if identity in stored:
                self._compare(incoming, stored[identity])
            else:
                new.append(incoming)
        self._make(new)
        self._batch, self._weight = {}, 0

    def _stored(self) -> dict[tuple, models.Model]:
        """The rows of the waiting records that are there already."""
        model = SHAPES[self._type].model
        column = SHAPES[self._type].identity[0]
        wanted = {getattr(incoming.row, column) for incoming in self._batch.values()}
        rows = with_parts(model.objects.filter(**{f"{column}__in": wanted}))
        return {identity_of(row): row for row in rows}

    def _compare(self, incoming: Incoming, stored: models.Model) -> None:
        """Look at the keys that the record has. What it leaves out may be anything."""
        if isinstance(incoming.row, Publishable):
            incoming.row.slug = incoming.row.slug or stored.slug
        _fill_in(incoming.row)
        here = record_of(stored, parts_of(stored), self.known)
        there = record_of(incoming.row, incoming.parts, self.known)
        keys = tuple(key for key in here if key in incoming.given and here[key] != there[key])
        if not keys:
            self.report.unchanged[self._type] += 1
            return
        self.report.different[self._type] += 1
        if len(self.report.differences) < EXAMPLES:
            name = " ".join(map(str, incoming.identity))
            self.report.differences.append(Difference(incoming.line_number, self._type, name, keys))

    def _make(self, new: list[Incoming]) -> None:
        self._give_slugs(new)
        for incoming in new:
            _fill_in(incoming.row)
        insert([Insertion(incoming.line_number, "", incoming.row) for incoming in new])
        for key, relation in RELATIONS.items():
            insert(list(_parts_of(new, key, relation)))
        if issubclass(SHAPES[self._type].model, Publishable):
            SearchEntry.write([incoming.row for incoming in new])
        for incoming in new:
            self._refuse_protected_names(incoming)
            self.known.learn(incoming.row)
            self._note_missing_file(incoming.row)
        self.report.created[self._type] += len(new)

    def _refuse_protected_names(self, incoming: Incoming) -> None:
        is_public = getattr(incoming.row, "status", Status.PUBLISHED) == Status.PUBLISHED
        if is_public and (field := self._guard.field_of(incoming.row)):
            raise BadRecord(incoming.line_number, f"{field}: {SENTENCE}")

    def _give_slugs(self, new: list[Incoming]) -> None:
        """Slugs for items without one: free in the database and among the waiting records."""
        items = [incoming.row for incoming in new if isinstance(incoming.row, Publishable)]
        taken = {(item.language, item.slug) for item in items if item.slug}
        without = [item for item in items if not item.slug]
        if not without:
            return
        wanted = {item.wanted_slug for item in without}
        stored = type(without[0]).objects.filter(slug__in=wanted)
        taken.update(stored.values_list("language", "slug"))
        for item in without:
            item.slug = self._free_slug(item, taken)
            taken.add((item.language, item.slug))

    def _free_slug(self, item: Publishable, taken: set[tuple]) -> str:
        wanted = item.wanted_slug
        if (item.language, wanted) not in taken:
            return wanted
        # Kept, so that the next item with this title goes on counting where this one stops.
        place = (type(item), item.language, wanted)
        candidates = self._candidates.setdefault(place, slugs.numbered(wanted))
        rows = type(item).objects.filter(language=item.language)
        return next(
            slug
            for slug in candidates
            if (item.language, slug) not in taken and not rows.filter(slug=slug).exists()
        )

    def _note_missing_file(self, row: models.Model) -> None:
        if not isinstance(row, Image) or default_storage.exists(row.file.name):
            return
        if len(self.report.missing_files) < EXAMPLES:
            self.report.missing_files.append(row.file.name)


def _fill_in(row: models.Model) -> None:
    if isinstance(row, Versioned):
        row.fill_in()


def _parts_of(new: Sequence[Incoming], key: str, relation: str) -> Iterator[Insertion]:
    """The rows of one list of every record, now that the rows that own them are stored."""
    for incoming in new:
        for position, part in enumerate(incoming.parts.get(key, ())):
            owner = incoming.row._meta.get_field(relation).field
            setattr(part, owner.name, incoming.row)
            yield Insertion(incoming.line_number, f"{key}[{position}]", part)


def _counted(numbers: Counter) -> str:
    named = (f"{number} × {name}" for name, number in numbers.items() if number)
    return ", ".join(named) or "nothing"
