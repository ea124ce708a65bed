"""The sentences of the product and their English: `python -m tests.catalogue` fails while one is missing.

`python -m tests.catalogue --write` brings the catalogues up to date without any tool of the system: new sentences
come with an empty translation, those that left the code leave the catalogue, the others keep theirs.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from django.utils.translation.template import templatize

SOURCE = Path(__file__).parents[1] / "src" / "reciproque"
ENGLISH = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
FRENCH = SOURCE / "locale" / "fr" / "LC_MESSAGES" / "django.po"
CALLS = {
    "_": (),
    "gettext": (),
    "gettext_lazy": (),
    "gettext_noop": (),
    "ngettext": ("plural",),
    "ngettext_lazy": ("plural",),
    "pgettext": ("context",),
    "pgettext_lazy": ("context",),
    "npgettext": ("context", "plural"),
    "npgettext_lazy": ("context", "plural"),
}
TEXT = r"(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
IN_TEMPLATE = re.compile(
    rf"\b(n?p?gettext|_)\(\s*u?({TEXT})(?:,\s*u?({TEXT}))?(?:,\s*u?({TEXT}))?", re.DOTALL
)
PLACE = re.compile(r"%\(\w+\)[a-zA-Z0-9.]*[sdf]|%[sd]|\{\w*\}")


class Sentence(NamedTuple):
    """What is looked up in a catalogue."""

    text: str
    plural: str = ""
    context: str = ""


def sentence(function: str, texts: list[str]) -> Sentence | None:
    shape = CALLS[function]
    if len(texts) < 1 + len(shape):
        return None
    context, rest = (texts[0], texts[1:]) if "context" in shape else ("", texts)
    return Sentence(rest[0], rest[1] if "plural" in shape else "", context)


def in_python(file: Path) -> Iterator[Sentence]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in CALLS:
                texts = [
                    argument.value
                    for argument in node.args
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
                ]
                if (found := sentence(name, texts)) is not None:
                    yield found


def in_template(file: Path) -> Iterator[Sentence]:
    for call in IN_TEMPLATE.finditer(templatize(file.read_text(encoding="utf-8"), str(file))):
        texts = [ast.literal_eval(text) for text in call.groups()[1:] if text]
        if (found := sentence(call.group(1), texts)) is not None:
            yield found


def sentences(source: Path = SOURCE) -> dict[Sentence, list[str]]:
    """Every sentence that goes through gettext, with the files it stands in."""
    found: dict[Sentence, list[str]] = {}
    for file in sorted([*source.rglob("*.py"), *source.rglob("templates/**/*.*")]):
        if file.suffix == ".py":
            each = in_python(file)
        elif file.suffix in (".html", ".txt", ".svg"):
            each = in_template(file)
        else:
            continue
        for one in each:
            places = found.setdefault(one, [])
            if (name := file.relative_to(source.parent).as_posix()) not in places:
                places.append(name)
    return found


def key(entry: polib.POEntry) -> Sentence:
    return Sentence(entry.msgid, entry.msgid_plural or "", entry.msgctxt or "")


def problems(found: dict[Sentence, list[str]], catalogue: polib.POFile) -> list[str]:
    """What keeps the English from being complete: missing, doubtful, or with another set of placeholders."""
    known = {key(entry): entry for entry in catalogue if not entry.obsolete}
    said = []
    for one, places in found.items():
        entry = known.get(one)
        where = f"{places[0]}: « {one.text[:70]} »"
        if entry is None or not entry.translated():
            said.append(f"missing   {where}")
        elif entry.fuzzy:
            said.append(f"doubtful  {where}")
        else:
            said += [f"differs   {where}" for text in translations(entry) if not same_places(one, text)]
    said += [f"left over « {one.text[:70]} »" for one in known.keys() - found.keys()]
    return sorted(said)


def translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def same_places(one: Sentence, text: str) -> bool:
    """True when a translation fills the same places; a singular may leave the number out."""
    wanted, given = set(PLACE.findall(one.plural or one.text)), set(PLACE.findall(text))
    return given == wanted or (bool(one.plural) and given == set(PLACE.findall(one.text)))


def updated(found: dict[Sentence, list[str]], catalogue: polib.POFile, *, language: str) -> polib.POFile:
    """The catalogue of just the sentences found, with the translations already known."""
    known = {key(entry): entry for entry in catalogue}
    fresh = polib.POFile(wrapwidth=110)
    fresh.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n > 1);" if language == "fr" else "nplurals=2; plural=(n != 1);",
    }
    for one, places in sorted(found.items(), key=lambda item: (item[1][0], item[0])):
        old = known.get(one)
        entry = polib.POEntry(
            msgid=one.text, msgctxt=one.context or None, occurrences=[(p, "") for p in places]
        )
        if one.plural:
            entry.msgid_plural = one.plural
            entry.msgstr_plural = dict(old.msgstr_plural) if old else {0: "", 1: ""}
        else:
            entry.msgstr = old.msgstr if old else ""
        if "%" in one.text + one.plural and PLACE.search(one.text + one.plural):
            entry.flags.append("python-format")
        fresh.append(entry)
    return fresh


def french_plurals(found: dict[Sentence, list[str]]) -> polib.POFile:
    """In French nothing and one are singular (« 0 personne »): without this catalogue, zero would be plural."""
    counted = {one: places for one, places in found.items() if one.plural}
    fresh = updated(counted, polib.POFile(), language="fr")
    for entry in fresh:
        entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
    return fresh


def read(file: Path) -> polib.POFile:
    return polib.pofile(str(file)) if file.exists() else polib.POFile()


def main(arguments: list[str]) -> int:
    found = sentences()
    if "--write" in arguments:
        for file, fresh in (
            (ENGLISH, updated(found, read(ENGLISH), language="en")),
            (FRENCH, french_plurals(found)),
        ):
            file.parent.mkdir(parents=True, exist_ok=True)
            fresh.save(str(file))
    said = problems(found, read(ENGLISH))
    if {key(entry) for entry in read(FRENCH)} != {one for one in found if one.plural}:
        said.append("the French plurals are not up to date: python -m tests.catalogue --write")
    print("\n".join(said) or f"{len(found)} sentences, all in English")
    print(f"{len(said)} of {len(found)} to mend" if said else "", end="\n" if said else "")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
