"""Which test shows which row of the specification: `python -m tests.traceability` writes the page that says it.

A row stands on a test by `@pytest.mark.spec("B2", "S2-43", "J1.AC1")`; `pytestmark` marks a whole file.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parent
PAGE = TESTS.parent / "docs" / "reference" / "traceability.md"
FAMILIES = {
    "J": "Journeys and their acceptance criteria",
    "S": "Seeds: what the founding texts ask for",
    "": "Features",
}
HEAD = """# Traceability

Each row of the specification, and the tests that would fail if it stopped working for a person.
Written from the `spec` marks of the tests by `python -m tests.traceability`; a test checks that it is current.
"""


def rows_of(mark: ast.expr) -> list[str]:
    """The rows named by `pytest.mark.spec(…)`; none for another decorator."""
    named = isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.spec"
    return [row for argument in mark.args for row in rows_in(argument)] if named else []  # type: ignore[attr-defined]


def rows_in(argument: ast.expr) -> list[str]:
    """One row, or several under a star where a line would be too long."""
    starred = isinstance(argument, ast.Starred)
    return list(ast.literal_eval(argument.value)) if starred else [ast.literal_eval(argument)]


def marks_of(node: ast.AST) -> list[str]:
    return [row for mark in getattr(node, "decorator_list", []) for row in rows_of(mark)]


def of_whole_file(tree: ast.Module) -> list[str]:
    marks = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and any(ast.unparse(target) == "pytestmark" for target in node.targets)
    ]
    each = [
        item for mark in marks for item in (mark.elts if isinstance(mark, ast.List | ast.Tuple) else [mark])
    ]
    return [row for mark in each for row in rows_of(mark)]


def tests_of(file: Path) -> Iterator[tuple[str, list[str]]]:
    """The tests of a file, by name, with their rows."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    common = of_whole_file(tree)
    for node in tree.body:
        inner = node.body if isinstance(node, ast.ClassDef) else [node]
        shared = common + (marks_of(node) if isinstance(node, ast.ClassDef) else [])
        for test in inner:
            if isinstance(test, ast.FunctionDef) and test.name.startswith("test_"):
                yield test.name, shared + marks_of(test)


def collect(folder: Path = TESTS) -> dict[str, list[str]]:
    """Row by row, the tests that show it, as `path::name`."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted(folder.rglob("test_*.py")):
        for name, rows in tests_of(file):
            for row in dict.fromkeys(rows):
                found[row].append(f"{file.relative_to(folder.parent).as_posix()}::{name}")
    return found


def natural(row: str) -> list[tuple[int, str]]:
    """B2 comes before B10."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.findall(r"\d+|\D+", row)]


def family(row: str) -> str:
    return next(
        (letter for letter, shape in (("J", r"J\d"), ("S", r"S\d+-")) if re.match(shape, row)),
        "",
    )


def render(found: dict[str, list[str]]) -> str:
    parts = [HEAD]
    for letter, title in FAMILIES.items():
        rows = sorted((row for row in found if family(row) == letter), key=natural)
        if rows:
            parts.append(f"\n## {title} ({len(rows)})\n\n| Row | Tests |\n|---|---|\n")
            parts += [f"| {row} | {'<br>'.join(f'`{test}`' for test in found[row])} |\n" for row in rows]
    return "".join(parts)


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(render(collect()), encoding="utf-8")
