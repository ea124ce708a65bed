"""What is served beside the pages, and what no template of ours may hold: the policy of content, kept at the source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import override_settings

import reciproque

SOURCE = Path(reciproque.__file__).parent
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
CSS = SOURCE / "foundation" / "static" / "foundation" / "reciproque.css"
FORBIDDEN = {
    "an inline style": re.compile(r"\sstyle\s*=|<style", re.IGNORECASE),
    "an inline script": re.compile(
        r"<script(?![^>]*(?:\ssrc=|\stype=\"application/json\"))|\son[a-z]+\s*=\s*[\"']|javascript:",
        re.IGNORECASE,
    ),
    "an htmx attribute that is not data-hx-": re.compile(r"\shx-[a-z]+"),
    "something from elsewhere": re.compile(r"(?:src|action)=[\"'](?:https?:)?//", re.IGNORECASE),
    "words outside of translation": re.compile(r"\{% trans |\{% blocktrans "),
}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_template_holds_nothing_that_the_content_policy_refuses(template):
    source = re.sub(
        r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}", "", template.read_text(), flags=re.DOTALL
    )

    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(source)] == []


def test_everything_the_style_sheet_names_is_served():
    named = re.findall(r'url\("([^"]+)"\)', CSS.read_text())

    assert len(named) == 4
    assert [name for name in named if finders.find(f"foundation/{name}") is None] == []


@pytest.mark.parametrize(
    "name",
    [
        "foundation/reciproque.css",
        "foundation/reciproque.js",
        "foundation/mark.svg",
        "django_htmx/htmx-2.min.js",
    ],
)
def test_what_every_page_asks_for_is_served(name):
    assert finders.find(name) is not None


def test_the_style_sheet_is_whole_in_an_installation(tmp_path):
    """Under hashed names, the typeface whose name has brackets included."""
    storage = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}

    with override_settings(STORAGES=storage, STATIC_ROOT=tmp_path):
        call_command("collectstatic", interactive=False, verbosity=0)

    sheet = next(tmp_path.glob("foundation/reciproque.*.css")).read_text()
    named = re.findall(r'url\("([^"]+)"\)', sheet)
    assert [name for name in named if not (tmp_path / "foundation" / name).exists()] == []
    assert any(name.startswith("fonts/BricolageGrotesque[opsz,wdth,wght].") for name in named)
