"""A workbook as plain Office Open XML (ISO/IEC 29500): openpyxl takes half a minute for 20,000 rows, this a second or two."""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO, Any
from xml.sax.saxutils import escape

#: Looks of a cell: places in the list of formats below.
PLAIN, BOLD, WRAPPED, DATE = range(4)
#: Rows that stay in memory as text.
_ROWS = 2_000
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_FIRST_DAY = datetime.date(1899, 12, 30)

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/>'
    '<diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">'
    '<alignment vertical="top"/></xf>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
    '<alignment horizontal="left" vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


@dataclass(frozen=True)
class Sheet:
    """A sheet: `rows` of cells, each a value or (value, look). A `table` has a fixed first row and column, and a filter."""

    name: str
    widths: Sequence[float]
    rows: Iterable[Iterable[Any]]
    table: bool = False


def write(file: IO[bytes], sheets: Sequence[Sheet]) -> None:
    """Write a workbook of these sheets. Texts stand in it as they are: who fills them keeps formulas out."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as book:
        numbers = range(1, len(sheets) + 1)
        parts = [("xl/workbook.xml", "sheet.main"), ("xl/styles.xml", "styles")]
        parts += [(f"xl/worksheets/sheet{n}.xml", "worksheet") for n in numbers]
        kinds = "".join(f'<Override PartName="/{part}" ContentType="{_TYPE}.{kind}+xml"/>' for part, kind in parts)
        book.writestr(
            "[Content_Types].xml",
            f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{kinds}</Types>',
        )
        book.writestr("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")]))
        named = "".join(
            f'<sheet name="{escape(s.name)}" sheetId="{n}" r:id="rId{n}"/>' for n, s in zip(numbers, sheets, strict=True)
        )
        book.writestr(
            "xl/workbook.xml", f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{named}</sheets></workbook>'
        )
        targets = [("worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
        book.writestr("xl/_rels/workbook.xml.rels", _relations([*targets, ("styles", "styles.xml")]))
        book.writestr("xl/styles.xml", _STYLES)
        for n, sheet in zip(numbers, sheets, strict=True):
            with book.open(f"xl/worksheets/sheet{n}.xml", "w", force_zip64=True) as part:
                _sheet(part, sheet)


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _sheet(part: IO[bytes], sheet: Sheet) -> None:
    fixed = '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>' if sheet.table else ""
    columns = "".join(f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(sheet.widths, 1))
    part.write(
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">{fixed}</sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>".encode()
    )
    # Loads all of openpyxl: not at the app's start.
    from openpyxl.utils import get_column_letter

    letters = [get_column_letter(n) for n in range(1, len(sheet.widths) + 1)]
    texts: dict[str, str] = {}
    waiting: list[str] = []
    last = 0
    for last, row in enumerate(sheet.rows, 1):
        cells = "".join(
            _cell(f"{letter}{last}", value, texts) for letter, value in zip(letters, row, strict=False) if value is not None
        )
        waiting.append(f'<row r="{last}">{cells}</row>')
        if len(waiting) == _ROWS:
            part.write("".join(waiting).encode())
            waiting.clear()
            texts.clear()
    filtered = f'<autoFilter ref="A1:{letters[-1]}{last}"/>' if sheet.table else ""
    part.write(f"{''.join(waiting)}</sheetData>{filtered}</worksheet>".encode())


def _cell(at: str, value: Any, texts: dict[str, str]) -> str:
    look = PLAIN
    if isinstance(value, tuple):
        value, look = value
    if isinstance(value, str):
        text = texts.get(value)
        if text is None:
            text = texts[value] = escape(_ILLEGAL.sub("", value))
        return f'<c r="{at}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    if isinstance(value, bool):
        return f'<c r="{at}" s="{look}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, datetime.date):
        return f'<c r="{at}" s="{DATE}"><v>{(value - _FIRST_DAY).days}</v></c>'
    return "" if value is None else f'<c r="{at}" s="{look}"><v>{value!r}</v></c>'
