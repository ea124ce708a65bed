"""What the package of encounters holds in the small world: one at each stage, all of them with one professional."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from reciproque.encounters.models import Decision, Encounter, Line

from ..world import AT, TODAY, World

TERM = AT + timedelta(days=30)
BOTH = {"person_ready_at": AT, "pro_ready_at": AT, "opened_at": AT}


def furnish(world: World, orgs: SimpleNamespace, where: str) -> None:
    """Rows around one professional, for the relation `where`."""
    if where not in ("begun", "other"):
        return
    it = world.objects[where]
    it.handed = _encounter(it, "handed", where, own_digest=None, given_digest=f"given-{where}")
    it.apart = _encounter(it, "apart", where)
    _line(it.apart, "person", "matters", f"canari-hercard-apart-{where}")
    it.apart_line = _line(it.apart, "pro", "offer", f"canari-hiscard-apart-{where}")
    it.said_open = _encounter(it, "said_open", where, pro_ready_at=AT)
    it.cards_open = _encounter(it, "cards_open", where, **BOTH)
    _line(it.cards_open, "person", "matters", f"canari-shown-card-{where}")
    it.put_in_words = _encounter(it, "put_in_words", where, **BOTH)
    _decision(it.put_in_words, where, person_agreed_at=AT)
    it.over = _encounter(it, "over", where, **BOTH, closed_at=AT, kept_at=AT, expires_at=None)
    _decision(it.over, where, person_agreed_at=AT, pro_agreed_at=AT, review_on=TODAY)
    if where == "begun":
        alone = Encounter(begun_by="person", begun_at=AT, expires_at=TERM, given_digest="alone")
        alone.own_digest = "alone-own"
        alone.make_key()
        alone.save()


def _encounter(it: SimpleNamespace, stage: str, where: str, **given: Any) -> Encounter:
    said = {"own_digest": f"own-{stage}-{where}", "expires_at": TERM} | given
    encounter = Encounter(
        begun_by="pro",
        begun_at=AT,
        professional=it.care.person,
        organisation=it.care.on_behalf_of,
        **said,
    )
    encounter.make_key()
    encounter.save()
    return encounter


def _line(encounter: Encounter, side: str, question: str, words: str) -> Line:
    line = Line(encounter=encounter, side=side, question=question)
    line.write(words)
    line.save()
    return line


def _decision(encounter: Encounter, where: str, **given: Any) -> None:
    decision = Decision(encounter=encounter, written_by="person", written_at=AT, **given)
    options = [
        {"name": f"canari-chosen-option-{where}", "pro": "", "con": ""},
        {"name": "rien", "pro": "", "con": ""},
    ]
    decision.write({"options": options, "chosen": 0, "words": "", "understood": ""})
    decision.save()
