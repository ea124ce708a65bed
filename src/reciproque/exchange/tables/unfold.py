"""Turns one sheet of a workbook into CSV, in a process of its own that owns nothing and may take only so much.

Run as a script, never imported by the product: `python -I unfold.py WORKBOOK CSV MEMORY SECONDS`. It prints one line
of JSON: the sheet read, or the code of what is wrong. A workbook built to exhaust a machine exhausts this process.
"""

from __future__ import annotations

import csv
import datetime
import json
import re
import sys
import zipfile

try:
    import resource
except ImportError:  # not on Windows: the size declared by the workbook is then the only limit
    resource = None

PYTHON = 200_000_000
"""Address space that Python itself may map before it has read anything."""
MAX_CSV = 600_000_000
FORMULA = re.compile(rb"<f[ >/]|table:formula=")
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml|content\.xml")


def limit(memory: int, seconds: int) -> None:
    if resource is None:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory + PYTHON, memory + PYTHON))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_CSV, MAX_CSV))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def text(cell: object) -> str:
    """A cell as one would type it: 1440 rather than 1440.0, dates in ISO form, yes and no in words."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e16 else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(sep=" ")
    if isinstance(cell, (datetime.date, datetime.time)):
        return cell.isoformat()
    return str(cell)


def has_formulas(workbook: str) -> bool:
    if not zipfile.is_zipfile(workbook):
        return False
    with zipfile.ZipFile(workbook) as parts:
        for part in parts.infolist():
            if SHEET.fullmatch(part.filename):
                with parts.open(part) as content:
                    while chunk := content.read(1 << 20):
                        if FORMULA.search(chunk):
                            return True
    return False


def unfold(workbook: str, table: str) -> dict[str, object]:
    import python_calamine as calamine  # noqa: PLC0415  (it must live under the limits)

    try:
        book = calamine.CalamineWorkbook.from_path(workbook)
    except calamine.PasswordError:
        return {"problem": "password"}
    except calamine.CalamineError:
        return {"problem": "broken_workbook"}
    shown = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == calamine.SheetTypeEnum.WorkSheet
        and sheet.visible == calamine.SheetVisibleEnum.Visible
    ]
    for name in shown:
        sheet = book.get_sheet_by_name(name)
        if sheet.start is None:
            continue
        with open(table, "w", newline="", encoding="utf-8", errors="replace") as out:
            write = csv.writer(out).writerow
            for number, row in enumerate(sheet.iter_rows(), start=sheet.start[0] + 1):
                write([number, *(text(cell) for cell in row)])
        return {"sheet": name, "sheets": len(shown), "formulas": has_formulas(workbook)}
    return {"problem": "no_sheet"}


if __name__ == "__main__":
    limit(int(sys.argv[3]), int(sys.argv[4]))
    try:
        answer = unfold(sys.argv[1], sys.argv[2])
    except MemoryError:
        answer = {"problem": "bomb"}
    sys.stdout.write(json.dumps(answer))
