"""What CONTRIBUTING.md asks and no other tool watches over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.apps import apps

from tests import catalogue, typography

SOURCE = Path(__file__).parents[2] / "src" / "reciproque"
FILES = [file for file in SOURCE.rglob("*.py") if "migrations" not in file.parts]
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
MOST_LINES, MOST_OF_A_FUNCTION = 330, 60
MANAGERS = {"objects", "_default_manager", "_base_manager"}


def place(file: Path, node: ast.AST | None = None) -> str:
    return f"{file.relative_to(SOURCE)}{f':{node.lineno}' if node is not None else ''}"


def trees():
    for file in FILES:
        yield file, ast.parse(file.read_text(encoding="utf-8"))


def is_screen(file: Path) -> bool:
    return file.stem in ("views", "forms") or {"views", "forms"} & set(file.parts)


def is_domain(file: Path) -> bool:
    inner = {"verbs", "rules", "models", "policy", "reactions"}
    return file.stem in inner or bool(inner & set(file.relative_to(SOURCE).parts))


def test_a_file_fits_in_the_mind_and_a_function_on_a_screen():
    data = {"web/elements.py", "partnerships/policy.py"}  # lists: of elements, of rules
    long = [
        place(file)
        for file in FILES
        if len(file.read_text(encoding="utf-8").splitlines()) > MOST_LINES
        and place(file) not in data
        and "demonstration" not in file.parts
    ]
    for file, tree in trees():
        if "demonstration" in file.parts:
            continue
        long += [
            f"{place(file, node)} {node.name}"
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= MOST_OF_A_FUNCTION
        ]

    assert long == []


def names_a_manager(node: ast.Attribute) -> bool:
    """`Model.objects.filter`, not `Model.objects.none`."""
    return isinstance(node.value, ast.Attribute) and node.value.attr in MANAGERS


def test_a_view_names_no_manager():
    """It reads through `find` and `visible`: what it cannot name it cannot leak."""
    named = [
        place(file, node)
        for file, tree in trees()
        if is_screen(file)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr != "none" and names_a_manager(node)
    ]

    assert named == []


def test_a_sentence_made_while_a_module_loads_is_lazy():
    """Otherwise it would keep, for everyone, the language of whoever started the server."""
    eager = []
    for file, tree in trees():
        names = {
            alias.asname or alias.name
            for node in tree.body
            if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
            for alias in node.names
            if alias.name in ("gettext", "ngettext", "pgettext")
        }
        eager += [place(file, call) for call in at_load(tree) if getattr(call.func, "id", "") in names]

    assert eager == []


def at_load(tree: ast.Module):
    """The calls that run while the module is imported: those outside of any function."""
    todo: list[ast.AST] = list(tree.body)
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Call):
            yield node
        inner = ast.iter_child_nodes(node)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            inner = iter([*node.decorator_list, *node.args.defaults, *node.args.kw_defaults])
        elif isinstance(node, ast.Lambda):
            continue
        todo += [child for child in inner if child is not None]


def test_no_relation_to_another_package_is_declared_by_a_string():
    relations = r"""(ForeignKey|OneToOneField|ManyToManyField)\(\s*(to=)?["'][a-z_]+\."""

    assert [place(file) for file in FILES if re.search(relations, file.read_text(encoding="utf-8"))] == []


def test_nothing_is_kept_under_a_name_that_says_nothing():
    silent = {"utils", "helpers", "common", "services", "managers", "misc"}

    assert [place(file) for file in FILES if silent & set(file.with_suffix("").parts)] == []


def test_the_domain_never_asks_what_time_it_is():
    asking = r"timezone\.now|clock\.now|datetime\.now|date\.today|clock\.today"

    assert lines_with(asking, [file for file in FILES if is_domain(file)]) == []


def test_news_travels_by_reactions_and_not_by_signals():
    signals = (
        r"django\.(db\.models|contrib\.auth|core)\.?signals|import (pre|post)_(save|delete|migrate)|@receiver"
    )

    assert lines_with(signals, FILES) == []


def test_templates_hold_no_style_and_no_script_of_their_own():
    own = r"\sstyle=|<style|<script(?![^>]*(\ssrc=|application/json))|\son[a-z]+="

    assert lines_with(own, TEMPLATES) == []


def lines_with(pattern: str, files: Iterable[Path]) -> list[str]:
    return [
        f"{place(file)}:{number}: {line.strip()[:100]}"
        for file in files
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(pattern, line)
    ]


def test_each_module_says_what_would_be_missing_without_it():
    silent = [
        place(file)
        for file, tree in trees()
        if tree.body and ast.get_docstring(tree) is None and file.stat().st_size > 0
    ]

    assert silent == []


# --- the words people read ------------------------------------------------------------------------
@pytest.fixture(scope="module")
def sentences():
    return catalogue.sentences()


def test_french_is_set_as_it_is_printed(sentences):
    """No-break spaces before : ; ? ! and inside « », curved apostrophes: python -m tests.typography --write."""
    texts = {text: places[0] for one, places in sentences.items() for text in (one.text, one.plural)}

    assert {place: text for text, place in texts.items() if typography.mend(text) != text} == {}


def test_nobody_is_called_a_case_nor_a_beneficiary(sentences):
    """The person is never « un cas » nor « un bénéficiaire » (founding text: persons in care, not objects)."""
    words = r"bénéficiaire|\b(un|le|ce|des|les|ces) cas (complexe|social|difficile)"

    assert [one.text for one in sentences if re.search(words, one.text + one.plural, re.IGNORECASE)] == []


# --- rows -----------------------------------------------------------------------------------------
def test_each_row_a_screen_names_has_a_code_and_a_version():
    """`code` stands in addresses, the key never does."""
    lone = [
        model._meta.label
        for model in apps.get_models()
        if model.__module__.startswith("reciproque.") and hasattr(model, "get_absolute_url")
        if not {"code", "version"} <= {field.name for field in model._meta.concrete_fields}
    ]

    assert lone == []
