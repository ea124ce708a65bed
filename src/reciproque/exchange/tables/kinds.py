"""What a file is, by its first bytes and never by its name: a table of some kind, or something else said in words."""

from __future__ import annotations

import zipfile
from typing import BinaryIO

from ..sentences import Unreadable

HEAD = 4096
MAX_UNFOLDED = 600_000_000
"""Bytes a workbook may declare once unfolded: a million filled rows of ten columns fit."""
MAX_PARTS = 5_000

MAGIC = (
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"%PDF", "pdf"),
    (b"{\\rtf", "text"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\0", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!", "archive"),
    (b"(\xb5/\xfd", "archive"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"ID3", "sound"),
    (b"OggS", "sound"),
    (b"RIFF", "sound"),
    (b"SQLite format 3\0", "data"),
)
WRITTEN = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<script")
SPREADSHEETS = {"xlsx", "xls", "ods", "xlsb"}


def kind_of(stream: BinaryIO) -> str:
    """« csv », « xlsx », « xlsb », « ods » or « xls ». Raises Unreadable for anything else."""
    stream.seek(0)
    head = stream.read(HEAD)
    stream.seek(0)
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Unreadable("empty")
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_zip(stream)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "xls"
    for magic, thing in MAGIC:
        if head.startswith(magic) and not _reads_as_text(head, magic):
            raise Unreadable("not_a_table", thing=thing)
    text = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"").lower()
    if text.startswith(WRITTEN):
        raise Unreadable("not_a_table", thing="web")
    if text.startswith((b"<?xml", b"<svg", b"{", b"[")):
        raise Unreadable("not_a_table", thing="image" if b"<svg" in text else "data")
    return "csv"


def _reads_as_text(head: bytes, magic: bytes) -> bool:
    """True for a title that only looks like a magic number (« BM », « MZ », « ID3 » begin honest words)."""
    return magic.isalnum() and all(byte >= 32 or byte in b"\t\r\n" for byte in head)


def _kind_of_zip(stream: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(stream) as parts:
            listed = parts.infolist()
    # the last one is what zipfile raises for an archive made in a way it does not know
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Unreadable("broken_workbook") from None
    finally:
        stream.seek(0)
    if len(listed) > MAX_PARTS or sum(part.file_size for part in listed) > MAX_UNFOLDED:
        raise Unreadable("bomb")
    names = {part.filename for part in listed}
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "content.xml" in names and "mimetype" in names:
        return _kind_of_opendocument(stream)
    things = (("word/", "text"), ("ppt/", "slides"), ("Index/", "numbers"))
    found = next(
        (thing for start, thing in things if any(name.startswith(start) for name in names)), "archive"
    )
    raise Unreadable("not_a_table", thing=found)


def _kind_of_opendocument(stream: BinaryIO) -> str:
    with zipfile.ZipFile(stream) as parts, parts.open("mimetype") as declared:
        kind = declared.read(100)
    stream.seek(0)
    if b"spreadsheet" in kind:
        return "ods"
    raise Unreadable("not_a_table", thing="slides" if b"presentation" in kind else "text")
