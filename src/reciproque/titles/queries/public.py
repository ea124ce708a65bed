"""What a code opens without an account: a title, or where a case stands. Nothing else is ever read here."""

from __future__ import annotations

from datetime import date

from reciproque.foundation.models import CODE_LENGTH, UNAMBIGUOUS

from ..kinds import Nature
from ..models import Case, Credential
from .standing import with_state


def plain_code(typed: str) -> str:
    """A code as it is kept, whatever its spaces, hyphens and case; cut where no code goes on."""
    return "".join(letter for letter in typed.upper() if letter in UNAMBIGUOUS)[:CODE_LENGTH]


def title_by_code(typed: str, *, on: date) -> Credential | None:
    """The title whose public code was typed, with its state. One query, whether it exists or not."""
    rows = with_state(Credential.objects.filter(nature=Nature.TITLE), on=on)
    found = rows.select_related("person", "title", "withdrawal", "asked_of")
    return found.filter(public_code=plain_code(typed) or "-").first()


def case_by_number(typed: str) -> Case | None:
    """The case whose number was typed. One query, whether it exists or not."""
    return Case.objects.select_related("closing").filter(code=plain_code(typed) or "-").first()
