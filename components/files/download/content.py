"""What a downloaded file holds, whatever its format: rows, and all that must be said with them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from components.current import dataset
from components.files.download.fields import Field, fields
from components.text import currency_line, sentences
from components.text.edition_words import titled
from components.text.unplaced_words import not_placed_of
from components.text.words import Words, words
from data.model.sources import SOURCES
from data.query.filters import Filters
from data.subjects import rows
from data.subjects.national import SUBJECTS as NATIONAL

#: Rows turned into text at a time: memory then does not grow with the file.
_BATCH = 10_000


@dataclass(frozen=True)
class Content:
    """Rows of a subject with `fields`, the filter sentence, whom to credit, the data version and the day; `not_placed`, what of
    the rows has no place.
    """

    subject: str
    fields: tuple[Field, ...]
    table: pa.Table
    filters: str
    countries: tuple[str, ...]
    version: str
    made_on: datetime.date
    words: Words
    not_placed: str = ""

    @staticmethod
    def of(subject: str, filters: Filters, language: str) -> Content:
        """All rows of a subject that answer the question. Raises StoreError when the data cannot be read."""
        say = words(language)
        today = datetime.datetime.now(datetime.UTC).date()
        found = rows.listed(dataset(), subject, filters)
        filters = rows.asked(subject, filters)
        told = (not_placed_of(filters, "place", say), sentences.hidden_events(filters, say)) if subject == "incidents" else ()
        return Content(
            subject,
            fields(subject),
            found,
            filters.sentence(say),
            filters.countries,
            dataset().version,
            today,
            say,
            " ".join(filter(None, told)),
        )

    @property
    def attribution(self) -> tuple[str, ...]:
        """Whom to credit: each source of the rows, with version and licence."""
        return tuple(sentences.credit(source, self.words) for source in sorted(set(self.table["source"].to_pylist())))

    @property
    def current(self) -> str:
        """Until when the sources speak, and what is newer there; of a country's own figures, which ones they are."""
        if self.subject in NATIONAL:
            own = [titled(source, self.words) for source in sorted(set(self.table["source"].to_pylist()))]
            return f"{', '.join([*own, self.words.t('made on {day}', day=self.words.date(self.made_on))])}."
        return currency_line.line(self.countries, self.words, self.made_on)

    @property
    def cautions(self) -> tuple[str, ...]:
        """What to keep in mind: what has no place, the caveats of the sources, and the disclaimer."""
        known = [SOURCES[source] for source in sorted(set(self.table["source"].to_pylist())) if source in SOURCES]
        said = [self.words.t(caveat) for source in known for caveat in source.caveats]
        return tuple(filter(None, (self.current, self.not_placed, *said, sentences.in_files(self.words))))

    @property
    def without_shape(self) -> tuple[Field, ...]:
        """The fields that a table of numbers and texts can hold."""
        return without_shape(self.fields)

    def batches(self) -> Iterator[dict[str, list[Any]]]:
        """The rows in parts, each as values by the name of the field. At least one part, so that heads are written."""
        for values in batches(self.table):
            for field in self.fields:
                if field.say is not None:
                    values[field.name] = named(values[field.of], field, self.words)
            yield values

    @property
    def named_table(self) -> pa.Table:
        """The rows with the names of their codes, which only this process knows, in a column for each field."""
        columns = {field.name: self.table[field.of or field.name] for field in self.fields}
        for field in self.fields:
            if field.say is not None:
                codes = columns[field.name]
                columns[field.name] = pa.chunked_array([pa.array(named(codes.to_pylist(), field, self.words), codes.type)])
        return pa.table(columns)

    def credit(self, source: str) -> str:
        """Whom to credit for one row."""
        return sentences.credit(source, self.words)


def without_shape(known: Sequence[Field]) -> tuple[Field, ...]:
    return tuple(field for field in known if field.column.kind != "shape")


def batches(table: pa.Table) -> Iterator[dict[str, list[Any]]]:
    """Rows in parts, each as values by the name of the column. At least one part, so that heads are written."""
    for batch in table.to_batches(_BATCH) or [pa.RecordBatch.from_pylist([], table.schema)]:
        yield batch.to_pydict()


def named(codes: list[Any], field: Field, say: Words) -> list[Any]:
    """The names of codes, each said once."""
    assert field.say is not None
    known: dict[Any, Any] = {}
    for code in codes:
        key = tuple(code) if isinstance(code, list) else code
        if key not in known:
            known[key] = None if code is None else field.say(say, code)
    return [known[tuple(code) if isinstance(code, list) else code] for code in codes]
