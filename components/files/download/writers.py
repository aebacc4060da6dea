"""A file's content in each format, as parts that are sent one after the other."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO, Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from components.files.download.content import Content, batches, without_shape
from components.files.download.fields import Field, fields
from components.files.download.workbook import BOLD, WRAPPED, Sheet, write
from components.text.spreadsheet_text import safe

Writer = Callable[[Content], Iterator[bytes]]
#: What stands between the entries of a list in a cell.
BETWEEN = " | "
_PART = 1 << 16


def as_csv(content: Content) -> Iterator[bytes]:
    """Names, then HXL tags, then rows; whom to credit, the question and how current it is stand in each row, so that no cut
    loses them.

    It starts with a byte order mark, by which a spreadsheet knows UTF-8.
    """
    known = content.without_shape
    yield "\ufeff".encode()
    yield _lines(
        [
            [*(field.name for field in known), "attribution", "filters", "currency"],
            [*(field.tag for field in known), "#meta+attribution", "#meta+filters", "#meta+currency"],
        ]
    )
    credits = {source: safe(content.credit(source)) for source in set(content.table["source"].to_pylist())}
    question, current = safe(content.filters), safe(content.current)
    for values in content.batches():
        cells = [[_cell(value) for value in values[field.name]] for field in known]
        credit = [credits[source] for source in values["source"]]
        yield _lines(zip(*cells, credit, [question] * len(credit), [current] * len(credit), strict=True))


def _lines(rows: Iterable[Iterable[Any]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, list):
        return safe(BETWEEN.join(value))
    return value


def as_geojson(content: Content) -> Iterator[bytes]:
    """A FeatureCollection with a member `metadata`. What is known at country level only has no geometry."""
    head = {
        "title": f"Arms Lens, {content.subject}",
        "filters": content.filters,
        "attribution": content.attribution,
        "cautions": content.cautions,
        "data_version": content.version,
        "made_on": content.made_on,
    }
    yield b'{"type":"FeatureCollection","metadata":' + orjson.dumps(head) + b',"features":['
    known = [field.name for field in content.without_shape]
    place = _GEOMETRY[content.subject]
    between = b""
    for values in content.batches():
        rows = zip(*(values[name] for name in known), strict=True)
        shapes = values.get("shape", [None] * len(values["id"]))
        features = [_feature(dict(zip(known, row, strict=True)), shape, place) for row, shape in zip(rows, shapes, strict=True)]
        if features:
            yield between + orjson.dumps(features)[1:-1]
            between = b","
    yield b"]}"


Geometry = dict[str, Any] | None


def _feature(row: dict[str, Any], shape: bytes | None, place: Callable[[dict[str, Any], bytes | None], Geometry]) -> Any:
    return {"type": "Feature", "id": row["id"], "geometry": place(row, shape), "properties": row}


def _of_incident(row: dict[str, Any], _shape: bytes | None) -> Geometry:
    return None if row["lon"] is None else _point(row["lon"], row["lat"])


def _of_flow(row: dict[str, Any], _shape: bytes | None) -> Geometry:
    """A straight line where both places are known, else the one place that is; the course between them is not known."""
    ends = {end: (row[f"{end}_lon"], row[f"{end}_lat"]) for end in ("origin", "destination", "event")}
    known = {end: at for end, at in ends.items() if None not in at}
    if "origin" in known and "destination" in known and known["origin"] != known["destination"]:
        row["geometry_shows"] = "origin to destination"
        return {"type": "LineString", "coordinates": [known["origin"], known["destination"]]}
    end = next((end for end in ("event", "destination", "origin") if end in known), None)
    row["geometry_shows"] = end
    return _point(*known[end]) if end else None


def _of_route(_row: dict[str, Any], shape: bytes | None) -> Geometry:
    line = shapely.from_wkb(shape)
    return {"type": "LineString", "coordinates": line.coords[:]}


def _point(lon: float, lat: float) -> Geometry:
    return {"type": "Point", "coordinates": (lon, lat)}


_GEOMETRY = {"incidents": _of_incident, "flows": _of_flow, "routes": _of_route}


def as_parquet(content: Content) -> Iterator[bytes]:
    """Typed columns with unit and meaning in their metadata; a column `shape` makes the file GeoParquet."""
    said = {
        "attribution": " · ".join(content.attribution),
        "cautions": " ".join(content.cautions),
        "filters": content.filters,
        "data_version": content.version,
        "made_on": content.made_on.isoformat(),
    }
    if "shape" in content.table.column_names:
        shape = {"encoding": "WKB", "geometry_types": ["LineString"]}
        said["geo"] = orjson.dumps({"version": "1.1.0", "primary_column": "shape", "columns": {"shape": shape}}).decode()
    table, kinds = content.named_table, []
    for field in content.fields:
        about = {"meaning": field.column.meaning, "unit": field.column.unit, "hxl": field.tag}
        kinds.append(pa.field(field.name, table[field.name].type, metadata=about))
    with tempfile.TemporaryFile() as file:
        pq.write_table(pa.Table.from_arrays(table.columns, schema=pa.schema(kinds, said)), file, compression="zstd")
        yield from _parts(file)


def as_xlsx(content: Content) -> Iterator[bytes]:
    """A workbook: `data` with a unit in each heading, and `about` with the question, the sources and the columns."""
    yield workbook(content.subject, content.named_table, about(content))


def workbook(subject: str, table: pa.Table, said: Sequence[Sequence[Any]]) -> bytes:
    """The workbook of a `Content.named_table` and of what is `said` about it. A process without any data can write it."""
    known = without_shape(fields(subject))
    widths = [max(11, min(len(field.heading) + 4, 30)) for field in known]
    with tempfile.TemporaryFile() as file:
        data = Sheet("data", widths, _data(known, batches(table)), table=True)
        write(file, (data, Sheet("about", (30, 90, 14, 34), said)))
        file.seek(0)
        return file.read()


def _data(known: Sequence[Field], parts: Iterable[dict[str, list[Any]]]) -> Iterator[Iterable[Any]]:
    yield [(field.heading, BOLD) for field in known]
    for values in parts:
        yield from zip(*([_cell(value) for value in values[field.name]] for field in known), strict=True)


def about(content: Content) -> list[Sequence[Any]]:
    """The question, the sources and the columns, as rows of a sheet."""
    return [tuple(row) for row in _about(content)]


def _about(content: Content) -> Iterator[Iterable[Any]]:
    say = content.words
    lines = (
        (say.t("Selection"), safe(content.filters)),
        (say.t("Rows"), content.table.num_rows),
        *((say.t("Source"), credit) for credit in content.attribution),
        *((say.t("Keep in mind"), caution) for caution in content.cautions),
        (say.t("Data version"), content.version),
        (say.t("Made on"), content.made_on.isoformat()),
    )
    for name, value in lines:
        yield (name, BOLD), (value, WRAPPED)
    yield ()
    yield [(text, BOLD) for text in (say.t("Column"), say.t("Meaning"), say.t("Unit"), "HXL")]
    for field in content.without_shape:
        values = field.column.of
        listed = f" ({', '.join(values)})" if 0 < len(values) < 10 else ""
        yield field.name, (say.t(field.column.meaning) + listed, WRAPPED), field.column.unit or None, field.tag


def _parts(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while part := file.read(_PART):
        yield part
