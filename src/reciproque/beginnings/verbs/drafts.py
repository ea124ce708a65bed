"""Writing a draft, asking somebody to sponsor it, answering with a reason; a draft accepted becomes a partnership."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from reciproque.foundation import outbox
from reciproque.foundation.actor import Actor, system
from reciproque.foundation.parameters import value
from reciproque.foundation.verbs import rewrite, verb
from reciproque.partnerships.kinds import Level, Side, Status
from reciproque.partnerships.models import Partnership
from reciproque.partnerships.queries.founding import position_worn
from reciproque.partnerships.queries.positions import Position
from reciproque.partnerships.rules.sides import sides_open_to
from reciproque.partnerships.verbs.engagement import enlist
from reciproque.partnerships.verbs.founding import found_partnership
from reciproque.people.kinds import Role
from reciproque.people.models import Person

from ..kinds import AIMS, DRAFTED, Sponsoring
from ..models import Draft, Initiative, Sponsorship
from ..queries.drafts import SPONSORS
from ..rules import SPONSOR_DAYS
from .starts import await_first_mission

HOUSE = "beginnings.drafts"
SET_BY_US = {"drafted_by", "partnership", "put_aside_at"}


@verb(Person, "draft", keeps=("kind",))
def write_draft(person: Person, *, by: Actor, at: datetime, **fields: str) -> Draft:
    """Write down what one would like to see happen; nobody else reads it until somebody is asked."""
    draft = Draft(drafted_by=person, drafted_at=at, **_stripped(fields))
    draft.clean_fields(exclude=SET_BY_US)
    draft.save()
    return draft


@verb(Draft, "revise")
def revise_draft(draft: Draft, *, by: Actor, at: datetime, version: int, **fields: str) -> Draft:
    """Say it better, while nobody is answering it. Raises Stale when `version` has been left behind."""
    for name, text in (said := _stripped(fields)).items():
        setattr(draft, name, text)
    draft.clean_fields(exclude=SET_BY_US)
    return rewrite(draft, version=version, put_aside_at=None, **said)


@verb(Draft, "put_aside")
def put_aside(draft: Draft, *, by: Actor, at: datetime) -> Draft:
    """Let it rest: it stays one's own, and may be taken up again by revising it."""
    return rewrite(draft, put_aside_at=at)


@verb(Draft, "ask")
def ask(draft: Draft, *, by: Actor, at: datetime, sponsor: Position) -> Sponsorship:
    """Ask somebody to sponsor the draft, in the position one wears; she owes an answer with its reason.

    Raises ValidationError when she holds no position in which one sponsors, or is the drafter herself.
    """
    if sponsor.person.pk == by.person_id or sponsor.role not in SPONSORS or sponsor.on_behalf_of is None:
        raise ValidationError({"sponsor": _("Choisissez quelqu’un d’autre, côté professionnels.")})
    worn = position_worn(by)
    today = timezone.localdate(at)
    days = value(SPONSOR_DAYS.name, on=today, organisation_id=sponsor.on_behalf_of.pk)
    asked = Sponsorship.objects.create(
        draft=draft,
        asked_at=at,
        asked_as=worn.role,
        asked_for=worn.on_behalf_of,
        asked_seat=worn.seat,
        sponsor=sponsor.person,
        position=sponsor.role,
        on_behalf_of=sponsor.on_behalf_of,
        triggered_on=today,
        due_on=today + timedelta(days=int(days)),
    )
    if draft.put_aside_at:
        rewrite(draft, put_aside_at=None)
    _tell(asked, asked.sponsor_id, "beginnings.sponsor_asked", at)
    return asked


@verb(Sponsorship, "answer", keeps=("answer",))
def answer_request(
    asked: Sponsorship, *, by: Actor, at: datetime, answer: str, words: str = ""
) -> Draft | Partnership | Sponsorship:
    """Accept, accept under a condition, or refuse with a reason that the drafter alone reads.

    Accepted, it becomes a partnership being framed, which is returned. Under a condition, nothing is founded
    before the drafter agrees. Raises ValidationError for a condition or a refusal without words.
    """
    said = words.strip()
    if answer != Sponsoring.ACCEPTED and not said:
        raise ValidationError(
            {"words": _("Écrivez votre condition, ou votre raison : la personne attend de savoir pourquoi.")}
        )
    asked.answer, asked.words, asked.answered_at = answer, said, at
    asked.clean_fields(
        exclude={"draft", "sponsor", "on_behalf_of", "asked_for", "asked_seat"}
        | {"agreed_at", "turned_down_at", "withdrawn_at", "paused_on", "resumes_on"}
    )
    rewrite(asked, answer=answer, words=said, answered_at=at)
    _tell(asked, asked.draft.drafted_by_id, "beginnings.sponsor_answered", at)
    if answer == Sponsoring.ACCEPTED:
        return _become_partnership(asked, at=at)
    return asked


@verb(Sponsorship, "withdraw")
def withdraw(asked: Sponsorship, *, by: Actor, at: datetime) -> Draft:
    """Take a request back before it is answered: the draft may be shown to somebody else."""
    rewrite(asked, withdrawn_at=at)
    return asked.draft


@verb(Sponsorship, "agree")
def agree(asked: Sponsorship, *, by: Actor, at: datetime) -> Partnership:
    """Agree to the sponsor's condition: the partnership is founded, and the condition is written in it."""
    rewrite(asked, agreed_at=at)
    return _become_partnership(asked, at=at)


@verb(Sponsorship, "turn_down")
def turn_down(asked: Sponsorship, *, by: Actor, at: datetime) -> Draft:
    """Not agree to the condition: the draft stays one's own, and the sponsor reads it no more."""
    rewrite(asked, turned_down_at=at)
    return asked.draft


# --- becoming a partnership -----------------------------------------------------------------------
def _become_partnership(asked: Sponsorship, *, at: datetime) -> Partnership:
    """Found it through the house, for two people who have both said yes: each is engaged on her side."""
    draft, aim = asked.draft, AIMS[asked.draft.aim]
    house = system(HOUSE)
    near = asked.asked_seat or asked.asked_for
    partnership = found_partnership(
        asked.on_behalf_of,
        by=house,
        at=at,
        title=draft.title,
        purpose=draft.wish,
        level=Level.MESO,
        domain=aim.domain,
        modes=[aim.mode],
        side=Side.CARE,
        status=Status.ON_DUTY,
        language=draft.drafted_by.language,
        template=DRAFTED,
        other_organisations=[near] if near else [],
        founder=Position("", asked.sponsor, Role(asked.position), asked.on_behalf_of, None),
    )
    side = _engage_the_drafter(partnership, asked, by=house, at=at)
    Initiative.objects.create(partnership=partnership, person=draft.drafted_by, side=side)
    rewrite(draft, partnership=partnership)
    return partnership


def _engage_the_drafter(partnership: Partnership, asked: Sponsorship, *, by: Actor, at: datetime) -> Side:
    drafter = asked.draft.drafted_by
    side = next(iter(sides_open_to(asked.asked_as)), Side.LIVED)
    own = enlist(
        partnership,
        drafter,
        by=by,
        at=at,
        position=asked.asked_as,
        on_behalf_of=asked.asked_for,
        seat=asked.asked_seat,
        side=side,
        status=Status.VOLUNTEER if side == Side.LIVED else Status.ON_DUTY,
    )
    more: dict[str, Any] = {"referent_since": timezone.localdate(at)} if side == Side.LIVED else {}
    await_first_mission(rewrite(own, accepted_at=at, **more), at=at)
    return side


def _tell(asked: Sponsorship, person_id: int, kind: str, at: datetime) -> None:
    outbox.tell(person_id, kind, about=asked.code, once=f"{kind}:{asked.code}", due_at=at)


def _stripped(fields: dict[str, str]) -> dict[str, str]:
    return {name: text.strip() for name, text in fields.items()}
