"""The house rules that no linter knows."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from django.apps import apps

SOURCE = Path(__file__).parents[2] / "src" / "reciproque"
FILES = [file for file in SOURCE.rglob("*.py") if "migrations" not in file.parts]
MOST_LINES, MOST_OF_A_FUNCTION = 330, 60
MANAGERS = {"objects", "_default_manager", "_base_manager"}


def place(file: Path, node: ast.AST | None = None) -> str:
    return f"{file.relative_to(SOURCE)}{f':{node.lineno}' if node is not None else ''}"


def trees():
    for file in FILES:
        yield file, ast.parse(file.read_text(encoding="utf-8"))


def is_screen(file: Path) -> bool:
    return file.stem in ("views", "forms") or {"views", "forms"} & set(file.parts)


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


def test_no_relation_by_string_across_packages():
    named = [
        place(file)
        for file in FILES
        if re.search(
            r"""(ForeignKey|OneToOneField|ManyToManyField)\(\s*(to=)?["'][a-z_]+\.""", file.read_text()
        )
    ]

    assert named == []


def test_no_file_without_a_name_of_its_own():
    assert [
        place(file)
        for file in FILES
        if file.stem in {"utils", "helpers", "common", "services", "managers", "misc"}
    ] == []


def test_each_module_says_what_would_be_missing_without_it():
    silent = [
        place(file)
        for file, tree in trees()
        if tree.body and ast.get_docstring(tree) is None and file.stat().st_size > 0
    ]

    assert silent == []


def test_no_word_that_makes_somebody_a_thing():
    """The person is never « un cas » nor « un bénéficiaire » (founding text: persons in care, not objects)."""
    wrong = [
        f"{file.relative_to(SOURCE)}: {found[0]}"
        for pattern in ("*.html", "*.py")
        for file in SOURCE.rglob(pattern)
        for found in re.finditer(
            r"\b(un|ce|le|des|les|ces) cas social|bénéficiaires?\b", file.read_text(encoding="utf-8")
        )
    ]

    assert wrong == []


def test_each_row_a_screen_names_has_a_code_and_a_version():
    """`code` stands in addresses, the key never does."""
    lone = [
        model._meta.label
        for model in apps.get_models()
        if model.__module__.startswith("reciproque.") and hasattr(model, "get_absolute_url")
        if not {"code", "version"} <= {field.name for field in model._meta.concrete_fields}
    ]

    assert lone == []
