"""Builds what is owed for tests: through verbs, and rows of missions written as their verbs would.

partnership = build.paid()                              # Karim is an independent there, Solène is on duty
build.rate(amount=Decimal(30))                          # the CHU pays 30 € an hour of session, by Nadia
line = build.line(partnership)                          # an hour yesterday, held: it is due
build.at(line, State.PAID)                              # … and taken step by step until it is paid
mission = build.mission(partnership, Status.VOLUNTEER, (Status.INDEPENDENT, Decimal(30)))
build.chose(mission, engagement, Status.VOLUNTEER, at=…)  # she takes it, and chooses these terms
build.date_of(mission, intervention)                    # the intervention is a date of that mission
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from reciproque.foundation import guard
from reciproque.missions.kinds import Unit
from reciproque.missions.models import Choice, Mission, Slot, SuppliedMeans, Taking, Terms
from reciproque.partnerships.kinds import ContributionKind, Side, Status
from reciproque.partnerships.models import Contribution, Engagement, Intervention, Partnership
from reciproque.pay import verbs
from reciproque.pay.kinds import State
from reciproque.pay.models import Expense, Line, Rate
from reciproque.pay.policy import stands_at as stands_at
from reciproque.people.kinds import Role
from reciproque.people.models import Organisation, Person
from tests import cast

from . import interventions, partnerships
from . import people as folk

NOON, TODAY = folk.NOON, folk.TODAY
WAY = (State.VALIDATED, State.SENT, State.PAID, State.RECEIVED)


def paid(status: Status = Status.INDEPENDENT, **fields: Any) -> Partnership:
    """A partnership under way at the CHU for forty days, where Karim is engaged under a paid status."""
    cast.nadia()
    return partnerships.begun(other_status=status, **({"at": NOON - timedelta(days=40)} | fields))


def karim(partnership: Partnership) -> Engagement:
    return partnerships.engagement(partnership, Side.LIVED)


def rate(
    amount: Decimal | None = Decimal(30),
    *,
    house: Organisation | None = None,
    by: Person | None = None,
    at: datetime = NOON,
    **fields: Any,
) -> Rate:
    """Nadia writes what the CHU pays for an hour of session to an independent."""
    sheet = {
        "kind": ContributionKind.SESSION,
        "status": Status.INDEPENDENT,
        "amount": amount,
        "unit": Unit.HOUR if amount is not None else "",
        "starts_on": date(2026, 1, 1),
        "source": "Délibération du 3 janvier 2026",
    } | fields
    return verbs.set_rate(house or cast.chu(), by=cast.actor_of(by or cast.nadia()), at=at, **sheet)


def given(partnership: Partnership, minutes: int = 60, **fields: Any) -> Contribution:
    """Karim and Solène were at a workshop yesterday; the time of Karim."""
    held = interventions.held(partnership, minutes=minutes, **fields)
    return Contribution.objects.get(intervention=held, engagement__side=Side.LIVED)


def line(partnership: Partnership, minutes: int = 60, **fields: Any) -> Line:
    return Line.objects.get(given=given(partnership, minutes, **fields).code)


def at(owed: Line, state: State, *, now: datetime = NOON) -> Line:
    """Take a line along its way, until it stands at a state: by Nadia, then by the person."""
    for one in WAY[: WAY.index(state) + 1]:
        step(owed, one, now=now)
    return owed


def step(owed: Line, state: State, *, now: datetime = NOON, by: Person | None = None, **fields: Any) -> Any:
    """One step of one line, by whom it belongs to."""
    if state == State.RECEIVED:
        return verbs.receive(owed, by=cast.actor_of(by or owed.engagement.person), at=now)
    if state == State.REFUSED:
        return verbs.refuse(owed, by=cast.actor_of(by or owed.engagement.person), at=now, **fields)
    actor = cast.actor_of(by or cast.nadia())
    how = {"on": now.date()} if state == State.PAID else {}
    return verbs.move_lines(owed.organisation, by=actor, at=now, lines=[owed], state=state, **how, **fields)


def state(owed: Line) -> str:
    last = owed.steps.order_by("-rank").first()
    return last.state if last else State.DUE


def second_coordinator() -> Person:
    """Another coordinator of the CHU."""
    known = Person.objects.filter(name="Maud Le Goff").first()
    if known:
        return known
    someone = folk.person("Maud Le Goff", "maud.legoff")
    folk.member(cast.chu(), someone, Role.COORDINATOR)
    return someone


# --- missions -------------------------------------------------------------------------------------
def mission(
    partnership: Partnership,
    *terms: Status | tuple[Status, Decimal] | tuple[Status, Decimal, str],
    means: dict[str, bool] | None = None,
) -> Mission:
    """A mission with its terms: a status alone is unpaid; `means` says which ones are paid in advance."""
    with guard.upkeep("tests"):
        made = Mission.objects.create(
            partnership=partnership,
            title="Accueil du jeudi",
            mode="soutien_accompagnement",
            purpose="Que personne ne reparte seul.",
            starts_on=cast.LONG_AGO,
            minutes=180,
            written_by=cast.nadia(),
            written_at=NOON,
        )
        for one in terms:
            status, amount, unit = (*one, Unit.HOUR)[:3] if isinstance(one, tuple) else (one, None, "")
            Terms.objects.create(mission=made, status=status, amount=amount, unit=unit)
        for kind, in_advance in (means or {}).items():
            SuppliedMeans.objects.create(mission=made, means=kind, in_advance=in_advance)
    return made


def chose(made: Mission, engagement: Engagement, status: Status, *, at: datetime) -> Choice:
    """She takes the mission, if she had not, and chooses the terms of a status."""
    with guard.upkeep("tests"):
        taking, _new = Taking.objects.get_or_create(
            mission=made, engagement=engagement, ended_at=None, defaults={"taken_at": at}
        )
        return Choice.objects.create(taking=taking, terms=made.terms.get(status=status), chosen_at=at)


def date_of(made: Mission, intervention: Intervention) -> Slot:
    with guard.upkeep("tests"):
        return Slot.objects.create(intervention=intervention, mission=made, places=5)


def session(
    made: Mission, *, minutes: int = 60, day: date = interventions.YESTERDAY, present: Any = None
) -> Intervention:
    """A date of a mission, held."""
    partnership = made.partnership
    planned = interventions.planned(partnership, day=day, minutes=minutes, mode=made.mode)
    date_of(made, planned)
    return interventions.interventions.hold(
        planned,
        by=partnerships.actor(partnership, Side.CARE),
        at=NOON,
        present=list(interventions.accepted_in(partnership)) if present is None else present,
        minutes=minutes,
    )


# --- expenses -------------------------------------------------------------------------------------
def expense(engagement: Engagement, *, at: datetime = NOON, **fields: Any) -> Expense:
    """The person asks back a meal of 12,50 € of yesterday."""
    sheet = {"kind": "repas", "on": interventions.YESTERDAY, "amount": Decimal("12.50")} | fields
    return verbs.ask_expense(engagement, by=partnerships.actor_for(engagement), at=at, **sheet)
