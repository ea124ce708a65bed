"""Tables that go out, as CSV or XLSX: the only writer, so that no cell is ever a formula for who opens it."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.encoding import force_str
from django.utils.functional import Promise
from django.utils.translation import gettext as _

FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
"""How a formula begins, in full width too."""
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?", re.ASCII)
PROTECTED = re.compile(r"'[=+\-@\t\r\n＝＋－＠]")
"""How a text that was protected begins: what reading takes away again."""
CSV, XLSX = "csv", "xlsx"
KINDS = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Sheet:
    """What is written: titles, rows (walked once), and what to say of them in a sheet of its own (XLSX)."""

    name: str
    titles: Sequence[Any]
    rows: Iterable[Sequence[Any]]
    about: Sequence[tuple[Any, Any]] = field(default_factory=tuple)


def safe(text: str) -> str:
    """`text`, made harmless for a spreadsheet: an apostrophe goes before what would be read as a formula."""
    return f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text


def answer(sheet: Sheet, kind: str, filename: str) -> HttpResponseBase:
    """The table as a download; `filename` without its ending. Raises KeyError for another kind than CSV and XLSX."""
    response: HttpResponseBase
    if kind == CSV:
        response = StreamingHttpResponse(csv_lines(sheet), content_type=KINDS[CSV])
        response.headers["Content-Disposition"] = f'attachment; filename="{filename}.csv"'
        return response
    return FileResponse(
        workbook(sheet), as_attachment=True, filename=f"{filename}.{kind}", content_type=KINDS[kind]
    )


def csv_lines(sheet: Sheet) -> Iterator[bytes]:
    """The table as CSV the way French spreadsheets open it: semicolons, UTF-8 with its mark."""
    line = io.StringIO()
    write = csv.writer(line, delimiter=";").writerow
    yield "\ufeff".encode()
    for row in _all_rows(sheet):
        write([_written(cell) for cell in row])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


def book(sheets: Sequence[Sheet], filename: str) -> HttpResponseBase:
    """A few short tables as one workbook, a sheet each, as a download; `filename` without its ending."""
    with workbook(*sheets) as file:
        response = HttpResponse(file.read(), content_type=KINDS[XLSX])
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}.{XLSX}"'
    return response


def workbook(*sheets: Sheet) -> io.BufferedIOBase:
    """The tables as a workbook, a sheet each, open at its beginning; closing it removes it."""
    import xlsxwriter  # noqa: PLC0415  (slow to load, and lists are shown far more often than they are taken away)

    file = tempfile.TemporaryFile(prefix="export-")  # noqa: SIM115  (the answer closes it)
    book = xlsxwriter.Workbook(
        file,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "yyyy-mm-dd",
            "remove_timezone": True,
        },
    )
    bold = book.add_format({"bold": True})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name[:31])
        for number, row in enumerate(_all_rows(sheet)):
            for column, cell in enumerate(row):
                _put(page, number, column, cell, bold if number == 0 else None)
        page.freeze_panes(1, 0)
    about = [pair for sheet in sheets for pair in sheet.about]
    if about:
        page = book.add_worksheet(_("À propos"))
        for number, pair in enumerate(about):
            for column, cell in enumerate(pair):
                _put(page, number, column, cell, bold if column == 0 else None)
    book.close()
    file.seek(0)
    return file


def _all_rows(sheet: Sheet) -> Iterator[Sequence[Any]]:
    yield sheet.titles
    yield from sheet.rows


def _put(page: Any, row: int, column: int, cell: Any, form: Any) -> None:
    if isinstance(cell, bool) or cell is None or isinstance(cell, str | Promise):
        page.write_string(row, column, _written(cell), form)
    elif isinstance(cell, datetime | date | time):
        page.write_datetime(row, column, cell, form)
    elif isinstance(cell, int | float | Decimal):
        page.write_number(row, column, float(cell), form)
    else:
        page.write_string(row, column, safe(str(cell)), form)


def _written(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return _("oui") if cell else _("non")
    if isinstance(cell, int | float | Decimal):
        return str(cell)
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return safe(force_str(cell))
