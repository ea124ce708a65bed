"""Proposing, accepting, declining, leaving; who is referent; what each one's role is."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reciproque.foundation import outbox
from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import Stale, rewrite, verb
from reciproque.people.models import Organisation, Person

from ..kinds import Status
from ..models import Engagement, Expected, Hosting, Partnership, RoleConfirmation
from ..policy import ONGOING
from ..queries.engagement import accepted_in
from ..queries.positions import holds, seat_of, today_of
from ..queries.roles import SHEET, round_asking
from ..rules.sides import sides_open_to

SET_BY_US = {
    *("partnership", "person", "on_behalf_of", "seat", "proposed_by", "code"),
    *("accepted_at", "declined_at", "left_at", "role_revised_at", "role_revised_by"),
}
"""What no form brings: it is not checked as typed."""


@verb(Partnership, "engage", keeps=("position", "side", "status"))
def engage(
    partnership: Partnership,
    *,
    by: Actor,
    at: datetime,
    person: Person,
    position: str,
    status: str,
    on_behalf_of: Organisation | None = None,
    seat: Organisation | None = None,
    side: str = "",
    **sheet: str,
) -> Engagement:
    """Propose a place in a partnership to somebody, or take one oneself: the latter is accepted at once.

    `position` is one she holds today (`on_behalf_of` says for which organisation, or by which association she
    is mandated), in an organisation that carries the partnership. `sheet` may hold does, does_not, decides,
    consulted_on. Raises ValidationError, by field, when one of these is not so.
    """
    if person.pk != by.person_id and (seat or on_behalf_of) is None:
        raise ValidationError({"position": _("En son nom propre, chacun se propose soi-même.")})
    engagement = enlist(
        partnership,
        person,
        by=by,
        at=at,
        position=position,
        status=status,
        on_behalf_of=on_behalf_of,
        seat=seat,
        side=side,
        **sheet,
    )
    near = engagement.seat_id or engagement.on_behalf_of_id
    if person.pk != by.person_id:
        if not Hosting.objects.filter(partnership=partnership, organisation=near).exists():
            raise ValidationError(
                {
                    "position": _(
                        "Sa structure ne porte pas ce partenariat : ajoutez-la d’abord à celles qui le portent."
                    )
                }
            )
        outbox.tell(
            person.pk,
            "partnerships.proposed",
            about=engagement.code,
            once=f"proposed:{engagement.code}",
            due_at=at,
        )
    return engagement


def enlist(
    partnership: Partnership,
    person: Person,
    *,
    by: Actor,
    at: datetime,
    position: str,
    status: str,
    on_behalf_of: Organisation | None = None,
    seat: Organisation | None = None,
    side: str = "",
    accepted: bool = False,
    **sheet: str,
) -> Engagement:
    """Write an engagement, inside a verb that had the right to; accepted at once when it is the actor's own.

    `accepted`: the person asked for it herself before.
    Raises ValidationError when the position is not held, the side is not hers, or she is engaged already.
    """
    today = today_of(person, at)
    hosts = Hosting.objects.filter(partnership=partnership).values_list("organisation_id", flat=True)
    seat = seat or seat_of(person, position, on_behalf_of, among=hosts, on=today)
    engagement = Engagement(
        partnership=partnership,
        person=person,
        position=position,
        side=side or next(iter(sides_open_to(position)), ""),
        on_behalf_of=on_behalf_of,
        seat=seat,
        status=status,
        proposed_at=at,
        proposed_by_id=by.person_id or person.pk,
        accepted_at=at if accepted or by.person_id == person.pk else None,
        **_sheet(sheet),
    )
    _check(engagement, at)
    engagement.save()
    return engagement


@verb(Engagement, "accept")
def accept(engagement: Engagement, *, by: Actor, at: datetime) -> Engagement:
    """Say yes. Raises ValidationError when the position is no longer held."""
    _check_position(engagement, at)
    return rewrite(engagement, accepted_at=at)


@verb(Engagement, "decline")
def decline(engagement: Engagement, *, by: Actor, at: datetime) -> Engagement:
    """Say no, without a reason; nobody is told and nothing counts it."""
    return rewrite(engagement, declined_at=at)


@verb(Engagement, "withdraw")
def withdraw(engagement: Engagement, *, by: Actor, at: datetime) -> Engagement:
    """Take back a proposal that has not been answered."""
    return rewrite(engagement, left_at=at)


@verb(Engagement, "leave")
def leave(engagement: Engagement, *, by: Actor, at: datetime, left_words: str = "") -> Engagement:
    """Stop, at any time, with a word or without; the hours given stay."""
    return _end(engagement, at, left_words)


@verb(Engagement, "lapse")
def lapse(engagement: Engagement, *, by: Actor, at: datetime) -> Engagement:
    """End an engagement whose position nobody gives any more (by the house, never by a person)."""
    return _end(engagement, at, "")


@verb(Engagement, "name_referent")
def name_referent(engagement: Engagement, *, by: Actor, at: datetime) -> Engagement:
    """Make her the referent of her side; the former one ceases to be."""
    Partnership.objects.select_for_update().get(pk=engagement.partnership_id)  # one naming at a time
    former = Engagement.objects.filter(
        ONGOING, partnership=engagement.partnership_id, side=engagement.side, referent_since__isnull=False
    )
    for one in former:
        rewrite(one, referent_since=None)
    return rewrite(engagement, referent_since=today_of(engagement.person, at))


@verb(Engagement, "revise_role")
def revise_role(engagement: Engagement, *, by: Actor, at: datetime, version: int, **sheet: str) -> Engagement:
    """Change a role sheet; everyone engaged is told, but who wrote it. Raises Stale when `version` is behind.

    Written by the person herself, it is confirmed by that; written by another, it waits for her to read it.
    """
    rewritten = rewrite(
        engagement, version=version, role_revised_at=at, role_revised_by_id=by.person_id, **_sheet(sheet)
    )
    if by.person_id == engagement.person_id and _says_something(rewritten):
        _confirmed(rewritten, at)
    for other in accepted_in(engagement.partnership):
        if other.person_id != by.person_id:
            outbox.tell(
                other.person_id,
                "partnerships.role_revised",
                about=engagement.code,
                once=f"role:{engagement.code}:{engagement.version}",
                due_at=at,
            )
    return rewritten


@verb(Engagement, "confirm_role")
def confirm_role(engagement: Engagement, *, by: Actor, at: datetime, version: int) -> Engagement:
    """Say that one's own sheet, as it was read at `version`, still holds.

    Raises Stale when it changed meanwhile, ValidationError while it says nothing.
    """
    if engagement.version != version:
        raise Stale(engagement)
    if not _says_something(engagement):
        raise ValidationError(_("La fiche est encore vide : écrivez-la d’abord."))
    _confirmed(engagement, at)
    return engagement


def _says_something(engagement: Engagement) -> bool:
    return any(getattr(engagement, name).strip() for name in SHEET)


def _confirmed(engagement: Engagement, at: datetime) -> None:
    asking = round_asking(engagement.partnership, today=today_of(engagement.person, at))
    RoleConfirmation.objects.create(engagement=engagement, round=asking, confirmed_at=at)


def _sheet(sheet: dict[str, str]) -> dict[str, str]:
    unknown = set(sheet) - set(SHEET)
    if unknown:
        raise TypeError(f"no such part of a role sheet: {', '.join(sorted(unknown))}")
    return sheet


def _check(engagement: Engagement, at: datetime) -> None:
    if engagement.side not in sides_open_to(engagement.position):
        raise ValidationError({"side": _("Dans cette position, on ne siège pas de ce côté.")})
    if engagement.status not in Status:
        raise ValidationError({"status": _("Choisissez le statut de cet engagement.")})
    _check_position(engagement, at)
    there = Engagement.objects.filter(
        ONGOING, partnership=engagement.partnership_id, person=engagement.person_id
    ).first()
    if there is not None:
        raise ValidationError(
            _("{name} est déjà dans ce partenariat.").format(name=engagement.person)
            if there.accepted_at
            else _("{name} a déjà une proposition à laquelle répondre.").format(name=engagement.person)
        )
    engagement.clean_fields(exclude=SET_BY_US)


def _check_position(engagement: Engagement, at: datetime) -> None:
    held = holds(
        engagement.person_id,
        engagement.position,
        engagement.on_behalf_of_id,
        engagement.seat_id,
        on=today_of(engagement.person, at),
    )
    if not held:
        raise ValidationError(
            {"position": _("{name} ne tient pas cette position aujourd’hui.").format(name=engagement.person)}
        )


def _end(engagement: Engagement, at: datetime, words: str) -> Engagement:
    Expected.objects.filter(
        engagement=engagement, intervention__holding=None, intervention__cancellation=None
    ).delete()
    return rewrite(engagement, left_at=at, left_words=words)
