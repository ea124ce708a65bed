"""Founding a partnership, and keeping its sheet right while it lives."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import rewrite, verb
from reciproque.people.models import Organisation

from ..kinds import OTHER_SIDE, Form, Side
from ..models import Engagement, Hosting, Partnership, PartnershipMode
from ..queries.founding import position_worn
from ..queries.positions import Position, today_of
from ..rules.sides import sides_open_to
from .engagement import engage, enlist


@verb(Organisation, "found_partnership", keeps=("level", "domain", "template"))
def found_partnership(
    organisation: Organisation,
    *,
    by: Actor,
    at: datetime,
    title: str,
    level: str,
    domain: str,
    modes: Iterable[str],
    side: str,
    status: str,
    purpose: str = "",
    language: str = "fr",
    template: str = "",
    other_organisations: Iterable[Organisation] = (),
    other: Position | None = None,
    other_status: str = "",
    form: str = Form.FRAMED,
    founder: Position | None = None,
) -> Partnership:
    """Found a partnership carried by `organisation`; the founder is engaged at once, referent of her side.

    `other` is somebody's position, proposed as the referent of the other side: she is engaged once she accepts.
    `founder` is the position of somebody else for whom it is founded: she is asked too, unless she has said yes
    already to the house that founds it (a draft she sponsors).
    Raises ValidationError, by field, for a side that is not the founder's to take, a person who cannot sit there.
    """
    partnership = Partnership(
        title=title.strip(),
        purpose=purpose.strip(),
        level=level,
        domain=domain,
        host=organisation,
        language=language,
        template=template,
        form=form,
        founded_at=at,
        founded_by_id=by.person_id or (founder and founder.person.pk),
    )
    partnership.full_clean()
    partnership.save()
    carriers = [organisation, *(o for o in other_organisations if o.pk != organisation.pk)]
    _host(partnership, carriers)
    _work_in(partnership, modes)
    _sit(partnership, founder or position_worn(by), status, side=side, by=by, at=at)
    if other is not None:
        _ask(partnership, other, other_status, side=OTHER_SIDE[Side(side)], by=by, at=at)
    return partnership


@verb(Partnership, "revise", keeps=("level", "domain"))
def revise_partnership(
    partnership: Partnership,
    *,
    by: Actor,
    at: datetime,
    version: int,
    title: str,
    purpose: str,
    level: str,
    domain: str,
    modes: Iterable[str],
    other_organisations: Iterable[Organisation],
    evaluation_months: int | None,
) -> Partnership:
    """Change the sheet of a partnership. Raises Stale when `version` has been left behind."""
    fields = {
        "title": title.strip(),
        "purpose": purpose.strip(),
        "level": level,
        "domain": domain,
        "evaluation_months": evaluation_months,
    }
    for name, value in fields.items():
        setattr(partnership, name, value)
    partnership.full_clean()
    rewrite(partnership, version=version, **fields)
    _work_in(partnership, modes)
    _host(partnership, [partnership.host, *other_organisations])
    return partnership


def _check_side(side: str, role: str) -> None:
    if side not in sides_open_to(role):
        raise ValidationError(
            {"side": _("Sous le chapeau que vous portez, vous ne pouvez pas parler au nom de ce côté.")}
        )


def _sit(
    partnership: Partnership, founder: Position, status: str, *, side: str, by: Actor, at: datetime
) -> None:
    """Give the founder her place; somebody else's is only proposed to her, unless the house gives it."""
    _check_side(side, founder.role)
    if by.is_someone and founder.person.pk != by.person_id:
        _ask(partnership, founder, status, side=Side(side), by=by, at=at, field="founder")
        return
    given = enlist(
        partnership,
        founder.person,
        by=by,
        at=at,
        position=founder.role,
        on_behalf_of=founder.on_behalf_of,
        seat=founder.seat,
        side=side,
        status=status,
    )
    if given.accepted_at is None:
        rewrite(given, accepted_at=at)
    _make_referent(given, at=at)


def _host(partnership: Partnership, organisations: list[Organisation]) -> None:
    partnership.hostings.exclude(organisation__in=organisations).delete()
    for organisation in organisations:
        Hosting.objects.get_or_create(partnership=partnership, organisation=organisation)


def _work_in(partnership: Partnership, modes: Iterable[str]) -> None:
    chosen = list(modes)
    if not chosen:
        raise ValidationError({"modes": _("Choisissez au moins un mode d’intervention.")})
    partnership.modes.exclude(mode__in=chosen).delete()
    for mode in chosen:
        row = PartnershipMode(partnership=partnership, mode=mode)
        row.clean_fields(exclude={"partnership"})
        PartnershipMode.objects.get_or_create(partnership=partnership, mode=mode)


def _ask(
    partnership: Partnership,
    other: Position,
    status: str,
    *,
    side: Side,
    by: Actor,
    at: datetime,
    field: str = "other",
) -> None:
    """Propose to somebody to be the referent of a side; what is wrong is said of `field`."""
    if other.person.pk == by.person_id:
        raise ValidationError({field: _("Vous tenez déjà l’autre côté : personne ne parle au nom des deux.")})
    if not status:
        raise ValidationError({"other_status": _("Dites sous quel statut cette personne s’engagerait.")})
    try:
        asked = engage(
            partnership,
            by=by,
            at=at,
            person=other.person,
            position=other.role,
            on_behalf_of=other.on_behalf_of,
            seat=other.seat,
            side=side,
            status=status,
        )
    except ValidationError as problem:
        raise ValidationError({field: problem.messages}) from None
    _make_referent(asked, at=at)


def _make_referent(engagement: Engagement, *, at: datetime) -> None:
    rewrite(engagement, referent_since=today_of(engagement.person, at))
