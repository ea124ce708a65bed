"""Writing one's card, taking a line back, opening together, looking at the other's lines, typing what was on paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.parameters import value
from reciproque.foundation.policy import demand, lock
from reciproque.foundation.verbs import rewrite, verb

from .. import rules
from ..kinds import QUESTIONS, Mark, Presence, Side
from ..models import Encounter, Line
from ..queries.cards import held_by_one, side_of

READY = {Side.PERSON: "person_ready_at", Side.PRO: "pro_ready_at"}


@verb(Encounter, "write")
def write(encounter: Encounter, *, by: Actor, at: datetime, words: Mapping[str, str]) -> Encounter:
    """Add lines to one's own card: `words` by question, one line of text for each.

    Raises ValidationError, by question, for a line too long or too many of them; and when there is nothing.
    """
    side = side_of(by)
    added = {question: rules.lines_of(words.get(question, "")) for question in QUESTIONS[side]}
    if not any(added.values()):
        raise ValidationError(_("Rien n’est écrit. Une ligne suffit."))
    _add(encounter, side, added)
    return encounter


def _add(encounter: Encounter, side: Side, added: Mapping[str, list[str]]) -> None:
    wrong: dict[str, Any] = {}
    for question, lines in added.items():
        already = encounter.lines.filter(side=side, question=question).count()
        if len(lines) + already > rules.MOST_LINES:
            wrong[question] = _("{most} lignes au plus : gardez celles qui comptent.").format(
                most=rules.MOST_LINES
            )
        elif any(len(line) > rules.LONGEST_LINE for line in lines):
            wrong[question] = _("Une ligne est trop longue : {most} lettres au plus.").format(
                most=rules.LONGEST_LINE
            )
    if wrong:
        raise ValidationError(wrong)
    for question, lines in added.items():
        for words in lines:
            line = Line(encounter=encounter, side=side, question=question)
            line.write(words)
            line.save()


@verb(Line, "withdraw")
def withdraw(line: Line, *, by: Actor, at: datetime) -> None:
    """Take back a line of one's own card, before it is opened: it is erased, nobody has read it.

    Raises Refused when the cards open at that very instant: the encounter is locked, and the rule asked again.
    """
    lock(line.encounter)
    demand(by, "withdraw", line)
    Line.objects.filter(pk=line.pk).delete()


@verb(Encounter, "say_ready")
def say_ready(encounter: Encounter, *, by: Actor, at: datetime) -> Encounter:
    """Say « ouvrir ensemble »: both cards open when the other has said it too, and not before."""
    side = side_of(by)
    said: dict[str, Any] = {READY[side]: at}
    if getattr(encounter, READY[side.other]) is not None:
        said |= _opened(encounter, at)
    return rewrite(encounter, **said)


def _opened(encounter: Encounter, at: datetime) -> dict[str, Any]:
    days = value(rules.DAYS_OPEN.name, on=timezone.localdate(at), organisation_id=encounter.organisation_id)
    return {"opened_at": at, "expires_at": rules.term_open(at, int(days))}


@verb(Encounter, "hold_back")
def hold_back(encounter: Encounter, *, by: Actor, at: datetime) -> Encounter:
    """Take back « ouvrir ensemble », while the other has not said it."""
    return rewrite(encounter, **{READY[side_of(by)]: None})


@verb(Encounter, "type_paper")
def type_paper(
    encounter: Encounter,
    *,
    by: Actor,
    at: datetime,
    words: Mapping[str, str],
    presence: str = Presence.ALONE,
) -> Encounter:
    """Type both cards of an encounter that was held on paper, with the person's agreement: they are open.

    Raises ValidationError as writing does.
    """
    if not any(rules.lines_of(text) for text in words.values()):
        raise ValidationError(_("Rien n’est écrit. Une ligne suffit."))
    for side in Side:
        _add(encounter, side, {one: rules.lines_of(words.get(one, "")) for one in QUESTIONS[side]})
    return rewrite(
        encounter,
        typed_at=at,
        person_ready_at=at,
        pro_ready_at=at,
        presence=Presence(presence).value,
        presence_said_at=at,
        **_opened(encounter, at),
    )


@verb(Encounter, "look")
def look(
    encounter: Encounter, *, by: Actor, at: datetime, marks: Mapping[str, str], talked: Iterable[str]
) -> Encounter:
    """Say what one thinks of the other's lines (`marks`, by code), and which of one's own were talked of.

    A code that is not of this encounter, or that is not one's to mark, changes nothing.
    """
    side, alone, ticked = side_of(by), held_by_one(encounter), set(talked)
    for line in encounter.lines.all():
        if (alone or line.side != side) and marks.get(line.code, "") in ("", *Mark.values):
            line.mark = marks.get(line.code, "")
        if alone or line.side == side:
            line.talked_at = (line.talked_at or at) if line.code in ticked else None
        rewrite(line, mark=line.mark, talked_at=line.talked_at)
    return encounter
