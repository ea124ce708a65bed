"""Workbooks (XLSX, XLSB, XLS, ODS): one sheet of theirs unfolded to CSV by a process that is kept small."""

from __future__ import annotations

import json
import shutil
import subprocess  # our own script, with our own interpreter
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ..sentences import Remark, Unreadable

SCRIPT = Path(__file__).with_name("unfold.py")
MEMORY = 400_000_000
"""Bytes a workbook may take while it is read: a sheet of 100,000 rows and 15 columns takes a third of it."""
SECONDS = 60
FAULTS = {"password", "broken_workbook", "no_sheet", "bomb"}


@dataclass(frozen=True)
class Sheet:
    """A sheet unfolded: its CSV (each row begins with its number in the sheet) and what was noticed."""

    path: Path
    remarks: tuple[Remark, ...]


def unfolded(stream: BinaryIO, kind: str, folder: Path) -> Sheet:
    """The first visible, filled sheet of a workbook, as CSV in `folder`. Raises Unreadable."""
    workbook, table = folder / f"workbook.{kind}", folder / "table.csv"
    stream.seek(0)
    with workbook.open("wb") as copy:
        shutil.copyfileobj(stream, copy)
    answer = _run(workbook, table)
    remarks = []
    if answer["sheets"] > 1:
        remarks.append(Remark("one_sheet_of", {"count": answer["sheets"], "sheet": answer["sheet"]}))
    if answer["formulas"]:
        remarks.append(Remark("formulas"))
    return Sheet(table, tuple(remarks))


def _run(workbook: Path, table: Path) -> dict:
    command = [sys.executable, "-I", str(SCRIPT), str(workbook), str(table), str(MEMORY), str(SECONDS)]
    try:
        ran = subprocess.run(  # noqa: S603  (nothing in the command comes from outside)
            command, capture_output=True, timeout=SECONDS * 2, check=False, env={}
        )
        answer = json.loads(ran.stdout or b"{}")
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        raise Unreadable("bomb") from None
    if not answer:
        raise Unreadable("bomb" if b"memory" in ran.stderr or ran.returncode < 0 else "broken_workbook")
    if answer.get("problem") in FAULTS:
        raise Unreadable(answer["problem"])
    return answer
