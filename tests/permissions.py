"""The table of permissions as a document: `python -m tests.permissions --write` brings it up to date."""

from __future__ import annotations

import sys
from pathlib import Path

import django

FILE = Path(__file__).parents[1] / "docs" / "reference" / "permissions.md"
HEAD = """# Who may do what

Made from the rules of the policies by `python -m tests.permissions --write`; what no rule allows is refused.
What is expected of them is written by people in `authz/matrix.csv`, and checked against every route.

| Model | Verb | Serves | Why |
|---|---|---|---|
"""


def written() -> str:
    """The document as the rules make it today, in French, the language they are written in."""
    from django.utils.translation import override

    from reciproque.foundation.policy import table_of_permissions

    with override("fr"):
        return HEAD + "".join(
            f"| {label} | {verb} | {serves} | {because} |\n"
            for label, verb, serves, because in table_of_permissions()
        )


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    if "--write" in sys.argv:
        FILE.parent.mkdir(parents=True, exist_ok=True)
        FILE.write_text(written(), encoding="utf-8")
