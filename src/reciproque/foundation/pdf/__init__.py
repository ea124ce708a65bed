"""The one way to make a PDF or an image: a template of ours, what people wrote given to it as data, tagged for readers.

A template is a Typst file beside the package that owns it; it begins with `#import "/foundation/pdf/house.typ"`.
What people wrote never becomes markup: it travels as JSON, and the template shows strings.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

import typst
from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

STANDARDS: Any = ["ua-1", "a-2a"]
"""Accessible (PDF/UA-1) and fit to be kept (PDF/A-2a): both refuse a document whose words cannot all be drawn."""
TYPEFACES = ("fontpkg_atkinson_hyperlegible",)
BLANK = "□"
"""Stands for what no typeface of the house can draw; the document then says so."""
ROUNDS = 6
PIXELS_PER_INCH = 144
_DROPPED = {"Cc", "Co", "Cn", "Cs"}
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ufeff\ufff9-\ufffb]")
_UNDRAWN = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPED = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")


def render(template: str, data: Mapping[str, Any], *, language: str, title: str, at: datetime) -> bytes:
    """The PDF made by `template` (« partnerships/pdf/charter.typ ») from `data`, which must be fit for JSON.

    `at` is the date written in the file. The same template, data and date give the same bytes.
    """
    told = _readable({**data, "language": language, "title": title, "undrawn": ""})
    told["title"] = told["title"].strip() or BLANK  # a heading is never empty
    for _round in range(ROUNDS):
        try:
            return _compile(template, told, at)
        except typst.TypstError as problem:
            undrawn = _undrawn(problem)
            if not undrawn:
                raise
            told = _without(told, undrawn)
            with translation.override(language):
                told["undrawn"] = _("{sign} : signe que ce document ne sait pas dessiner.").format(sign=BLANK)
    raise ValueError(f"{template}: some text can still not be drawn")


def picture(template: str, data: Mapping[str, Any], *, language: str, title: str) -> bytes:
    """The PNG image of a template of one page. What the typefaces of the house cannot draw is left as they show it."""
    made = typst.compile(
        str(settings.BASE / template),
        root=str(settings.BASE),
        font_paths=_typefaces(),
        sys_inputs={"data": json.dumps(_readable({**data, "language": language, "title": title}))},
        format="png",
        ppi=PIXELS_PER_INCH,
    )
    if not isinstance(made, bytes):
        raise TypeError(template)
    return made


def attachment(content: bytes, name: str) -> HttpResponse:
    """The answer that saves a PDF under a name made of plain letters; it stays in no cache."""
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{slugify(name) or "document"}.pdf"',
            "Cache-Control": "no-store",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )


@cache
def _typefaces() -> typst.Fonts:
    """Those of the house, then those that come with Typst: never the machine's, so that all machines agree."""
    return typst.Fonts(
        include_system_fonts=False, font_paths=[str(files(package) / "files") for package in TYPEFACES]
    )


def _compile(template: str, data: dict[str, Any], at: datetime) -> bytes:
    made = typst.compile(
        str(settings.BASE / template),
        root=str(settings.BASE),
        font_paths=_typefaces(),
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=STANDARDS,
        timestamp=int(at.timestamp()),
    )
    if not isinstance(made, bytes):
        raise TypeError(template)
    return made


def _everywhere(change: Any, value: Any) -> Any:
    """`value` with every string in it changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: _everywhere(change, one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_everywhere(change, one) for one in value]
    return value


def _readable(data: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is no text: control characters, private ones, those that turn the direction of what follows."""
    return _everywhere(_plain_text, data)


def _plain_text(text: str) -> str:
    text = _TURNS.sub("", text.replace("\r\n", "\n").replace("\t", " "))
    return "".join(c if c == "\n" or unicodedata.category(c) not in _DROPPED else "" for c in text)


def _without(data: dict[str, Any], undrawn: list[str]) -> dict[str, Any]:
    either = re.compile("|".join(re.escape(one) for one in sorted(undrawn, key=len, reverse=True)))
    return _everywhere(lambda text: either.sub(BLANK, text), data)


def _undrawn(problem: typst.TypstError) -> list[str]:
    """The pieces of text that no typeface draws, as the compiler names them."""
    named = _UNDRAWN.findall(f"{problem.message}\n{problem.diagnostic}")
    return [one for one in {_ESCAPED.sub(_unescaped, name) for name in named} if one]


def _unescaped(match: re.Match[str]) -> str:
    number, letter = match.groups()
    if number is not None:
        return chr(int(number, 16))
    return {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}.get(letter, letter)
