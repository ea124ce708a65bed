"""How far a passage has come, seen from elsewhere while its one transaction is still open: a number in a file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings


def _place(code: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "imports" / f"{code}.progress"


class Progress:
    """Notes the share of the file that was read, a whole percentage at a time; the file goes when it ends."""

    def __init__(self, code: str):
        self.place = _place(code)
        self.percent = -1

    def __call__(self, read: int, size: int) -> None:
        percent = 100 * read // size if size else 0
        if percent != self.percent:
            self.percent = percent
            self.place.parent.mkdir(parents=True, exist_ok=True)
            written = self.place.with_suffix(".new")
            written.write_text(str(percent))
            written.replace(self.place)

    def begin(self) -> None:
        self(0, 1)

    def forget(self) -> None:
        self.place.unlink(missing_ok=True)


def percent_of(code: str) -> int | None:
    """The share of the file a passage has read, in percent; None when it has not begun, or has ended."""
    try:
        return int(_place(code).read_text())
    except (OSError, ValueError):
        return None


def last_moved(code: str) -> datetime | None:
    """When a passage last read something; None when it has not begun, or has ended."""
    try:
        return datetime.fromtimestamp(_place(code).stat().st_mtime, UTC)
    except OSError:
        return None
