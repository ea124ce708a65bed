"""No other package can name the rhythm, the pauses or the words of somebody: what its pages say is read by
tests/authz/test_canaries.py."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reciproque.load.models import Override, Pause, PersonLoad, Rhythm
from reciproque.people.models import Person

SOURCE = Path(__file__).parents[2] / "src" / "reciproque"
MAY_NAME_IT = {"load", "missions", "web/demonstration", "settings.py", "urls.py"}
"""Missions count what they promise and offer only to who is free; no other package reads it."""


@pytest.mark.spec("C10", "C17")
def test_no_list_report_or_digest_of_the_house_can_name_it():
    naming = {
        str(file.relative_to(SOURCE))
        for file in SOURCE.rglob("*.py")
        if re.search(r"reciproque\.load\b|from reciproque import .*\bload\b", file.read_text("utf-8"))
    }

    assert [file for file in naming if not file.startswith(tuple(MAY_NAME_IT))] == []
    mine = (Rhythm, Pause, PersonLoad, Override)
    assert [field for field in Person._meta.get_fields() if field.related_model in mine] == []
