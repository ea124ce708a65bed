"""What CONTRIBUTING.md asks and no other tool watches over."""

import ast
import re
from pathlib import Path

import pytest

from tests import catalogue, typography

SOURCE = Path(__file__).parents[2] / "src" / "reciproque"
PYTHON = sorted(SOURCE.rglob("*.py"))
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
STORES = {"utils", "helpers", "common", "services", "managers"}


def name_of(path):
    return path.relative_to(SOURCE).as_posix()


def belongs_to(path, *kinds):
    """True for `views.py` and for what stands in a folder `views`."""
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return any(kind in parts[1:] for kind in kinds)


def lines_with(pattern, files, *, but=()):
    return [
        f"{name_of(file)}:{number}: {line.strip()[:100]}"
        for file in files
        if name_of(file) not in but
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(pattern, line)
    ]


def test_nothing_is_kept_under_a_name_that_says_nothing():
    assert [name_of(path) for path in PYTHON if STORES & set(path.with_suffix("").parts)] == []


def test_a_view_finds_what_one_may_see_and_never_asks_the_table_itself():
    assert lines_with(r"\.objects\b", [path for path in PYTHON if belongs_to(path, "views")]) == []


def test_the_domain_never_asks_what_time_it_is():
    inner = [path for path in PYTHON if belongs_to(path, "verbs", "rules", "models", "policy", "reactions")]

    assert lines_with(r"timezone\.now|clock\.now|datetime\.now|date\.today|clock\.today", inner) == []


def test_news_travels_by_reactions_and_not_by_signals():
    signals = (
        r"django\.(db\.models|contrib\.auth|core)\.?signals|import (pre|post)_(save|delete|migrate)|@receiver"
    )

    assert lines_with(signals, PYTHON) == []


def test_templates_hold_no_style_and_no_script_of_their_own():
    assert (
        lines_with(r"\sstyle=|<style|<script(?![^>]*(\ssrc=|application/json))|\son[a-z]+=", TEMPLATES) == []
    )


def test_no_relation_to_another_package_is_declared_by_a_string():
    def relations(path):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and getattr(node.func, "attr", "") in (
                "ForeignKey", "OneToOneField", "ManyToManyField",
            )  # fmt: skip
            if (
                named
                and node.args
                and isinstance(node.args[0], ast.Constant)
                and "." in str(node.args[0].value)
            ):
                yield f"{name_of(path)}: {node.args[0].value}"

    assert [found for path in PYTHON if "migrations" not in path.parts for found in relations(path)] == []


@pytest.fixture(scope="module")
def sentences():
    return catalogue.sentences()


def test_french_is_set_as_it_is_printed(sentences):
    """No-break spaces before : ; ? ! and inside « », curved apostrophes: python -m tests.typography --write."""
    texts = {text: places[0] for one, places in sentences.items() for text in (one.text, one.plural)}

    assert {place: text for text, place in texts.items() if typography.mend(text) != text} == {}


def test_nobody_is_called_a_case_nor_a_beneficiary(sentences):
    words = r"bénéficiaire|\b(un|le|ce|des|les|ces) cas (complexe|social|difficile)"

    assert [one.text for one in sentences if re.search(words, one.text + one.plural, re.IGNORECASE)] == []
