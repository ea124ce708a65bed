"""French as it is printed: `python -m tests.typography` lists loose sentences, `--write` mends them where they stand.

A no-break space stands before : ; ? ! and inside « », an apostrophe is curved.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.catalogue import CALLS, SOURCE

TAG = re.compile(
    r"\{%\s*(?:translate|trans)\s+(?P<text>\"[^\"]*\"|'[^']*')|_\((?P<call>\"[^\"]*\"|'[^']*')\)"
)
BLOCK = re.compile(
    r"(?P<head>\{%\s*blocktrans(?:late)?\b[^%]*%\})(?P<body>.*?)(?=\{%\s*endblocktrans)", re.DOTALL
)


def mend(text: str) -> str:
    """`text` with the spaces and apostrophes of print."""
    text = text.replace("&nbsp;", "\u00a0")
    text = re.sub(r" (?=[:;?!»](?!\w))", "\u00a0", text)
    text = re.sub(r"«[ ]?(?![\u00a0\u202f])", "«\u00a0", text)
    text = re.sub(r"(?<![\u00a0\u202f])»", "\u00a0»", text)
    text = re.sub(r"\u00a0{2,}", "\u00a0", text)
    return re.sub(r"(?<=[A-Za-zÀ-ÿ])'(?=[A-Za-zÀ-ÿ])", "’", text)


def mended(file: Path) -> str:
    source = file.read_text(encoding="utf-8")
    return mended_python(source) if file.suffix == ".py" else mended_template(source)


def mended_template(source: str) -> str:
    def inside(found: re.Match[str]) -> str:
        text = found["text"] or found["call"]
        return found[0].replace(text, text[0] + mend(text[1:-1]) + text[-1])

    source = BLOCK.sub(lambda found: found["head"] + mend(found["body"]), source)
    return TAG.sub(inside, source)


def mended_python(source: str) -> str:
    lines = [line.encode() for line in source.splitlines(keepends=True)]
    for first, start, last, end in sorted(spots(ast.parse(source)), reverse=True):
        for number in range(first - 1, last):
            line = lines[number]
            begin, finish = (start if number == first - 1 else 0), (end if number == last - 1 else len(line))
            middle = line[begin:finish].decode()
            lines[number] = line[:begin] + mend(middle).encode() + line[finish:]
    return b"".join(lines).decode()


def spots(tree: ast.Module) -> set[tuple[int, int, int, int]]:
    """Where the texts handed to gettext stand."""
    texts = [
        argument
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and called(node) in CALLS
        for argument in node.args
    ]
    return {
        (text.lineno, text.col_offset, text.end_lineno or 0, text.end_col_offset or 0)
        for text in texts
        if isinstance(text, ast.Constant) and isinstance(text.value, str)
    }


def called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def files() -> Iterator[Path]:
    for file in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("templates/**/*.*")]):
        if file.suffix in (".py", ".html", ".txt", ".svg"):
            yield file


def main(arguments: list[str]) -> int:
    loose = [file for file in files() if mended(file) != file.read_text(encoding="utf-8")]
    for file in loose:
        print(file.relative_to(SOURCE.parent))
        if "--write" in arguments:
            file.write_text(mended(file), encoding="utf-8")
    return 1 if loose and "--write" not in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
