"""Which encoding a text was written in: its mark, then UTF-8 checked to the end, then what reads as French."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

from ..sentences import Unreadable

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
OLD = ("cp1252", "mac_roman", "cp850")
"""Windows, the old Macintosh, DOS: what French offices wrote before UTF-8."""
OFTEN = frozenset("éèàêçôîûùâÉÈÀÊ’«»°–…œ\u00a0")
SELDOM = frozenset("äëïöüÿæÂÄÇËÎÏÔÖÙÛÜŒÆ‘“”—€·•\u202fºª²³½ñáíóúãõìò")
"""Letters and marks of a French text, and those it has now and then."""
READS_WELL = 0.7
HIGH = re.compile(rb"[\x80-\xff]")
UTF8_PAIR = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
CHUNK = 1 << 20
SAMPLE = 400_000


def encoding_of(stream: BinaryIO) -> str:
    """The name of the encoding of a whole text, which is read to its end.

    Raises Unreadable when a text that is UTF-8 nearly everywhere breaks at some line, or reads as nothing known.
    """
    stream.seek(0)
    head = stream.read(4096)
    for mark, encoding in BOMS:
        if head.startswith(mark):
            return encoding
    wide = _wide(head)
    if wide:
        return wide
    broken_at = _first_break(stream)
    if broken_at is None:
        return "utf-8"
    sample = _accented(stream)
    if _is_nearly_utf8(sample):
        raise Unreadable("broken_text", line=_line_at(stream, broken_at))
    return _old(sample)


def _wide(head: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of a Western text is nul."""
    if len(head) < 8 or head.count(0) < len(head) / 3:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 4 * odd else None


def _first_break(stream: BinaryIO) -> int | None:
    """Where the text stops being UTF-8; None when it is UTF-8 to the end."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    stream.seek(0)
    read = 0
    while chunk := stream.read(CHUNK):
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as problem:
            return read - pending + problem.start
        read += len(chunk)
    return None if not decoder.getstate()[0] else read - len(decoder.getstate()[0])


def _accented(stream: BinaryIO) -> bytes:
    """The lines that hold something else than plain ASCII, up to a sample's length."""
    stream.seek(0)
    kept: list[bytes] = []
    length = 0
    while length < SAMPLE and (line := stream.readline(CHUNK)):
        if not line.isascii():
            kept.append(line[:20_000])
            length += len(kept[-1])
    return b"".join(kept)


def _is_nearly_utf8(sample: bytes) -> bool:
    inside = sum(len(found) for found in UTF8_PAIR.findall(sample))
    return inside >= 0.8 * len(HIGH.findall(sample))


def _old(sample: bytes) -> str:
    high = b"".join(HIGH.findall(sample))
    best, encoding = max((_french(high, name), -rank, name) for rank, name in enumerate(OLD))[::2]
    if best >= READS_WELL:
        return encoding
    from charset_normalizer import from_bytes  # noqa: PLC0415  (slow, and nearly never needed)

    found = from_bytes(sample).best()
    if found is None:
        raise Unreadable("unknown_encoding")
    return found.encoding


def _french(high: bytes, encoding: str) -> float:
    """How much the accented bytes, read so, look like those of a French text: from 0 to 1."""
    text = high.decode(encoding, errors="replace")
    seen = sum(1.0 if character in OFTEN else 0.4 if character in SELDOM else 0.0 for character in text)
    return seen / len(text)


def _line_at(stream: BinaryIO, offset: int) -> int:
    stream.seek(0)
    line = 1
    while offset > 0 and (chunk := stream.read(min(CHUNK, offset))):
        line += chunk.count(b"\n")
        offset -= len(chunk)
    return line
