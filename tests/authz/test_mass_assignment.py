"""T4: what a form did not show cannot be changed through it, whatever is sent along."""

from __future__ import annotations

import ast
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.apps import apps
from django.db import transaction
from django.forms.models import model_to_dict
from django.urls import reverse

from reciproque.people.kinds import Role

from . import matrix, world

SOURCE = Path(__file__).parents[2] / "src" / "reciproque"
READS_WHAT_WAS_SENT = {
    "foundation/forms.py",
    "foundation/web.py",  # gives back what was typed when the session ended
    "people/middleware.py",  # the key of the form
    "people/views/fresh.py",  # keeps what was typed while one signs in again
    "people/views/accounts.py",  # the code of a hat, of a session: found among one's own
    "people/views/access.py",  # the secret of an invitation
    "partnerships/views/charter.py",  # which of two buttons was pressed
    "encounters/views/shared.py",  # which of two buttons was pressed
    "encounters/views/person.py",  # shows what was typed when her page had closed
    "partnerships/forms/founding.py",  # whether a search button was pressed
}


def everything_sent() -> dict[str, str]:
    """A value for every column of every model of ours, and for what a curious person would try."""
    columns = {
        column.name: "1"
        for model in apps.get_models()
        if model.__module__.startswith("reciproque.")
        for column in model._meta.concrete_fields
    }
    return columns | {
        "pk": "1",
        "id": "1",
        "role": Role.COORDINATOR,
        "is_superuser": "on",
        "code": "AAAAAAAAAA",
    }


def rows() -> dict[str, dict]:
    """Every row of ours, column by column; the journal and the forms' keys apart."""
    found = {}
    for model in apps.get_models():
        if model.__module__.startswith("reciproque.") and model._meta.label not in (
            "foundation.Event",
            "foundation.Submission",
        ):
            for row in model._default_manager.all():
                found[f"{model._meta.label}:{row.pk}"] = model_to_dict(row) | {
                    column.attname: getattr(row, column.attname) for column in model._meta.concrete_fields
                }
    return found


def changed(before: dict, after: dict) -> set[tuple[str, str]]:
    return {
        (key.split(":")[0], column)
        for key in before.keys() | after.keys()
        for column in (before.get(key, {}).keys() | after.get(key, {}).keys())
        if before.get(key, {}).get(column) != after.get(key, {}).get(column)
    }


CASES = [
    (
        "people:me",
        "partner_in",
        None,
        {"name": "Un autre nom", "language": "en", "zone": "Europe/Paris"},
        {("people.Person", name) for name in ("name", "language", "zone", "plain", "version")},
    ),
    (
        "partnerships:new_need",
        "partner_in",
        "begun",
        {
            "text": "Un besoin",
            "knowledge": "experientiel",
            "said_by": "relative",
            "source": "story",
            "evidence": "dit au café",
        },
        {("partnerships.Need", "*")},
    ),
    (
        "partnerships:hesitation",
        "representative_in",
        "framed",
        {"words": "Il me faut du temps"},
        {("partnerships.Hesitation", "*")},
    ),
    (
        "voices:reply",
        "professional_in",
        "begun",
        {"text": "Merci de l’avoir dit."},
        {("voices.Reply", "*")},
    ),
    (
        "load:settings",
        "partner_out",
        None,
        {"version": "0", "week_minutes": "6 h", "month_minutes": "", "evenings": "2", "evening": "3"},
        {("load.Rhythm", "*"), ("load.Free", "*")},
    ),
]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("route", "actor", "where", "typed", "writable"), CASES, ids=[case[0] for case in CASES]
)
def test_only_what_the_form_shows_is_written(route, actor, where, typed, writable):
    small = world.build()
    someone = small.actors[actor]
    objects = small.objects[where] if where else None
    given = (
        {"code": (objects.voice if route.startswith("voices") else objects.partnership).code} if where else {}
    )
    client = matrix.signed_in(someone)
    before = rows()

    with time_machine.travel(world.AT, tick=False), transaction.atomic():
        version = {"version": str(someone.person.version)} if route == "people:me" else {}
        sent = everything_sent() | {"cle": str(uuid4())} | version | typed
        response = client.post(reverse(route, kwargs=given), sent)

    assert response.status_code == 302, response.status_code
    touched = changed(before, rows())
    beyond = {(label, column) for label, column in touched if not {(label, column), (label, "*")} & writable}
    assert beyond == set()
    if where:
        made = [key for key in rows() if key not in before and key.split(":")[0] == next(iter(writable))[0]]
        assert len(made) == 1
        row = rows()[made[0]]
        assert row.get("partnership", objects.partnership.pk) == objects.partnership.pk


def test_what_was_sent_is_read_by_forms_alone():
    readers = {
        str(file.relative_to(SOURCE))
        for file in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "POST"
    }

    assert readers == READS_WHAT_WAS_SENT


def test_no_form_is_made_from_a_model():
    makers = [
        str(file.relative_to(SOURCE))
        for file in SOURCE.rglob("*.py")
        if "ModelForm" in file.read_text(encoding="utf-8") or "modelform" in file.read_text(encoding="utf-8")
    ]

    assert makers == []
