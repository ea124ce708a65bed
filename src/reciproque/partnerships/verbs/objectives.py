"""Needs with what they rest on, objectives with who owns them on each side, and when they are reached."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import rewrite, verb

from ..kinds import Side
from ..models import Engagement, Need, Objective, Partnership
from ..queries.standing import acting_engagement, engaged_on
from ..rules.needs import named_in

CHECKED_BY_US = {"partnership", "need", "owner_lived", "owner_care", "paused_on", "resumes_on"}


@verb(Partnership, "note_need", keeps=("knowledge", "source"))
def note_need(
    partnership: Partnership,
    *,
    by: Actor,
    at: datetime,
    text: str,
    knowledge: str,
    said_by: str = "",
    source: str = "",
    evidence: str = "",
) -> Need:
    """Note a need, with the knowledge it rests on, who said it (a position), from which source.

    Raises ValidationError, by field, when the name of someone engaged stands in its words.
    """
    need = Need(
        partnership=partnership,
        text=text.strip(),
        knowledge=knowledge,
        said_by=said_by,
        source=source,
        evidence=evidence.strip(),
        noted_by=acting_engagement(partnership, by),
        noted_at=at,
    )
    _check_need(need)
    need.save()
    return need


@verb(Need, "revise", keeps=("knowledge", "source"))
def revise_need(need: Need, *, by: Actor, at: datetime, version: int, **fields: str) -> Need:
    """Say a need better. Raises Stale when `version` has been left behind, ValidationError as noting does."""
    fields = {name: value.strip() for name, value in fields.items()}
    for name, value in fields.items():
        setattr(need, name, value)
    _check_need(need)
    return rewrite(need, version=version, **fields)


@verb(Partnership, "set_objective", keeps=("due_on",))
def set_objective(
    partnership: Partnership,
    *,
    by: Actor,
    at: datetime,
    text: str,
    indicator: str,
    target: str,
    due_on: date,
    owner_lived: Engagement,
    owner_care: Engagement,
    need: Need | None = None,
    baseline: str = "",
) -> Objective:
    """Set what is aimed at by `due_on`, owned by someone on each side.

    Raises ValidationError, by field, for a day gone by, an owner of the wrong side, a need of another partnership.
    """
    today = timezone.localdate(at)
    objective = Objective(
        partnership=partnership,
        need=need,
        text=text.strip(),
        indicator=indicator.strip(),
        baseline=baseline.strip(),
        target=target.strip(),
        owner_lived=owner_lived,
        owner_care=owner_care,
        due_on=due_on,
        triggered_on=today,
    )
    _check(objective, today=today)
    objective.full_clean(exclude=CHECKED_BY_US)
    objective.save()
    return objective


@verb(Objective, "revise", keeps=("due_on",))
def revise_objective(
    objective: Objective, *, by: Actor, at: datetime, version: int, due_on: date, **fields: Any
) -> Objective:
    """Change an objective that is not reached. Raises Stale; a late objective may only be promised anew."""
    moved = due_on != objective.due_on
    fields["due_on"] = due_on
    for name, value in fields.items():
        fields[name] = value.strip() if isinstance(value, str) else value
        setattr(objective, name, fields[name])
    _check(objective, today=timezone.localdate(at) if moved else None)
    objective.full_clean(exclude=CHECKED_BY_US)
    return rewrite(objective, version=version, **fields)


@verb(Objective, "reach", keeps=("reached_on",))
def reach(objective: Objective, *, by: Actor, at: datetime, reached_on: date, words: str = "") -> Objective:
    """Say that an objective is reached, since a day that is not to come; said after its term, it stays late."""
    today = timezone.localdate(at)
    if reached_on > today:
        raise ValidationError({"reached_on": _("Ce jour n’est pas encore venu.")})
    if reached_on < objective.triggered_on:
        raise ValidationError({"reached_on": _("L’objectif n’était pas encore posé ce jour-là.")})
    return rewrite(
        objective,
        reached_on=reached_on,
        reached_words=words.strip(),
        entered_late=today > objective.due_on,
    )


def _check_need(need: Need) -> None:
    need.full_clean()
    names = list(
        Engagement.objects.filter(partnership=need.partnership).values_list("person__name", flat=True)
    )
    wrong = {
        field: _("N’écrivez pas le nom de {name} : dites sa position.").format(name=found)
        for field in ("text", "evidence")
        if (found := named_in(getattr(need, field), names))
    }
    if wrong:
        raise ValidationError(wrong)


def _check(objective: Objective, *, today: date | None) -> None:
    wrong = {}
    if today is not None and objective.due_on < today:
        wrong["due_on"] = _("Choisissez un jour à venir.")
    if objective.need is not None and objective.need.partnership_id != objective.partnership_id:
        wrong["need"] = _("Ce besoin est d’un autre partenariat.")
    for name, side in (("owner_lived", Side.LIVED), ("owner_care", Side.CARE)):
        owner = getattr(objective, name)
        if not engaged_on(objective.partnership, side).filter(pk=owner.pk).exists():
            wrong[name] = _("{name} n’est pas engagé de ce côté du partenariat.").format(
                name=owner.person.name
            )
    if wrong:
        raise ValidationError(wrong)
