"""Where openings stand on a day, and, for those who are not opened, what is missing and who can do it, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from reciproque.foundation import words
from reciproque.people.models import Mandate, Membership, Person
from reciproque.people.queries.hats import in_force
from reciproque.titles.kinds import Nature
from reciproque.titles.models import Suspension, Withdrawal

from ..kinds import State
from ..models import Opening


def with_state(rows: QuerySet[Opening], *, on: date) -> QuerySet[Opening]:
    """Openings with their `state` on a day, from what stands now: it changes at the next click.

    A suspended title of hers suspends them all; a title withdrawn since it was asked ends it, for what it rested
    on is gone. Leaving the organisation ends what was given to a member.
    """
    held = Membership.objects.filter(in_force(on), person=OuterRef("person"))
    seated = Mandate.objects.filter(in_force(on), person=OuterRef("person"))
    belongs = Exists(held.filter(organisation=OuterRef("organisation"))) | Exists(
        seated.filter(seat=OuterRef("organisation"))
    )
    suspended = Suspension.objects.filter(
        case__credential__person=OuterRef("person"), case__closing=None, lifted_at=None
    )
    withdrawn = Withdrawal.objects.filter(
        credential__person=OuterRef("person"),
        credential__nature=Nature.TITLE,
        by_holder=False,
        withdrawn_at__gte=OuterRef("asked_at"),
    )
    return rows.annotate(
        state=Case(
            When(refusal__isnull=False, then=Value(State.REFUSED.value)),
            When(end__isnull=False, then=Value(State.ENDED.value)),
            When(agreed_at=None, then=Value(State.ASKED.value)),
            When(Exists(withdrawn), then=Value(State.ENDED.value)),
            When(Q(as_member=True) & ~belongs, then=Value(State.LEFT.value)),
            When(valid_until__lt=on, then=Value(State.EXPIRED.value)),
            When(Exists(suspended), then=Value(State.SUSPENDED.value)),
            default=Value(State.OPEN.value),
            output_field=CharField(max_length=10),
        )
    )


def not_open(people: Iterable[Person], organisations: Iterable[int], *, on: date) -> list[str]:
    """For each of these people who is opened on a day in none of the organisations (keys), what is missing, in words.

    One query, whoever they are.
    """
    asked = list(people)
    rows = Opening.objects.filter(person__in=[one.pk for one in asked], organisation__in=list(organisations))
    found: dict[int, list[Opening]] = {}
    for one in with_state(rows, on=on).select_related("asked_by").order_by("-pk"):
        found.setdefault(one.person_id, []).append(one)
    return [
        _("{name} : {missing}").format(name=one, missing=missing(found.get(one.pk, ())))
        for one in asked
        if State.OPEN not in {had.state for had in found.get(one.pk, ())}  # type: ignore[attr-defined]
    ]


def missing(had: Iterable[Opening]) -> str:
    """What somebody lacks to be opened, from the openings she had, the latest first; and who can do it."""
    latest = next(iter(sorted(had, key=lambda one: one.state != State.ASKED)), None)  # type: ignore[attr-defined]
    state = latest.state if latest else None  # type: ignore[attr-defined]
    if latest is not None and state == State.ASKED:
        return _(
            "son ouverture, demandée par {asker}, attend l’accord d’une deuxième personne de la structure, ou de la"
            " structure à qui on l’a demandé"
        ).format(asker=latest.asked_by)
    if state == State.SUSPENDED:
        return _("un de ses titres est suspendu, et son ouverture avec lui, le temps de l’examen")
    said = {
        State.EXPIRED: _("son ouverture prend fin avant, le {day}"),
        State.LEFT: _("son ouverture a pris fin quand elle a quitté la structure"),
        State.REFUSED: _("son ouverture a été refusée"),
        State.ENDED: _("son ouverture a pris fin"),
    }.get(state, _("personne n’a demandé son ouverture auprès des personnes accompagnées"))  # type: ignore[arg-type]
    until = words.day(latest.valid_until) if latest is not None and latest.valid_until else ""
    who = _(
        "la coordination, ou un professionnel engagé avec elle, peut la demander ; une autre personne l’accorde"
    )
    return _("{said} ({who})").format(said=said.format(day=until), who=who)
