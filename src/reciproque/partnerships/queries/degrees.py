"""Degrees, stage by stage: what is aimed at, what each side sees once both have said it, what waits for whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation.actor import Actor
from reciproque.foundation.deadlines import Facts, Waiting, facts_of, waits
from reciproque.foundation.policy import visible, with_rights

from ..kinds import Observed, Phase, Side
from ..models import DegreeAim, DegreeSeen, Engagement, EvaluationRound, Partnership
from ..policy import ACCEPTED, running
from ..rules.degrees import Gap, gap
from .evaluation import NEAR, ROUND
from .page import Place, place
from .standing import engaged_now

place(Place(gettext_lazy("Place de chacun"), "partnerships:degrees", "signal", order=75))


@dataclass
class Row:
    """One stage: what is aimed at, what is proposed, what each side sees, and the gap in words."""

    phase: Phase
    aimed: DegreeAim | None = None
    proposed: DegreeAim | None = None
    lived: Observed | None = None
    care: Observed | None = None

    @property
    def gap(self) -> Gap | None:
        return gap(self.aimed.degree if self.aimed else None, self.lived, self.care)


@dataclass
class Look:
    """What was said of the stages at one evaluation; empty for a side that is silent, or whose words are sealed."""

    round: EvaluationRound
    by_side: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    @property
    def both(self) -> bool:
        return all(self.by_side.get(side) for side in Side.values)

    def in_words(self) -> list[str]:
        """« Organiser : consultation côté patients et proches, collaboration côté professionnels », by stage."""
        lived, care = self.by_side[Side.LIVED], self.by_side[Side.CARE]
        return [
            _("{phase} : {lived} vu côté patients et proches, {care} côté professionnels").format(
                phase=phase.label, lived=Observed(lived[phase]).label, care=Observed(care[phase]).label
            )
            for phase in Phase
        ]


@dataclass(frozen=True)
class Table:
    """The page: its rows, from the latest evaluation that both sides answered, and the evaluations before it."""

    rows: list[Row]
    latest: Look | None
    earlier: list[Look]
    open: EvaluationRound | None
    mine: dict[str, str]


def table(partnership: Partnership, actor: Actor, own: Engagement | None) -> Table:
    """All that the actor may read of the degrees of a partnership (three queries)."""
    rows = {phase: Row(phase) for phase in Phase}
    aims = visible(DegreeAim, actor).filter(partnership=partnership, replaced_at=None)
    for aim in with_rights(aims.select_related("proposed_by__person"), actor, "agree"):
        setattr(rows[Phase(aim.phase)], "aimed" if aim.agreed_at else "proposed", aim)
    looks = _looks(partnership, actor)
    told = [look for look in looks if look.both]
    if told:
        for phase, row in rows.items():
            row.lived = _observed(told[0].by_side[Side.LIVED].get(phase))
            row.care = _observed(told[0].by_side[Side.CARE].get(phase))
    open_now = next((look for look in looks if not hasattr(look.round, "closing")), None)
    mine = open_now.by_side.get(own.side, {}) if own and open_now else {}
    return Table(list(rows.values()), next(iter(told), None), told[1:], open_now and open_now.round, mine)


def _observed(value: str | None) -> Observed | None:
    return Observed(value) if value else None


def _looks(partnership: Partnership, actor: Actor) -> list[Look]:
    """Every evaluation, the latest first, with what the actor may read of what was seen."""
    rounds = with_who_saw(EvaluationRound.objects.filter(partnership=partnership).select_related("closing"))
    looks = {round_.pk: Look(round_) for round_ in rounds.order_by("-number")}
    for seen in visible(DegreeSeen, actor).filter(round__partnership=partnership):
        looks[seen.round_id].by_side[seen.side][seen.phase] = seen.observed
    return list(looks.values())


def with_who_saw(rows: QuerySet[EvaluationRound]) -> QuerySet[EvaluationRound]:
    """Rounds with which sides said what they see (`by_lived`, `by_care`), never what."""
    seen = DegreeSeen.objects.filter(round=OuterRef("pk"))
    return rows.annotate(
        by_lived=Exists(seen.filter(side=Side.LIVED)), by_care=Exists(seen.filter(side=Side.CARE))
    )


def open_rounds() -> QuerySet[EvaluationRound]:
    """Where `find` starts from: the evaluation of a partnership that is not closed."""
    return EvaluationRound.objects.filter(closing=None).select_related("partnership")


def aims_with_partnership() -> QuerySet[DegreeAim]:
    """Where `find` starts from for an aim."""
    return DegreeAim.objects.select_related("partnership")


def seen_by_side(round_: EvaluationRound, side: str, actor: Actor) -> tuple[dict[str, str], int]:
    """What one's side said it sees, by stage, and the version of that; nothing and 0 while it is silent."""
    rows = visible(DegreeSeen, actor).filter(round=round_, side=side)
    said = {row.phase: row for row in rows}
    return {phase: row.observed for phase, row in said.items()}, sum(row.version for row in said.values())


# --- what waits -----------------------------------------------------------------------------------
def _aim_told(facts: Facts, today: date) -> Iterator[Waiting]:
    yield Waiting(
        title=_("{phase} : un degré de participation attend l’accord de votre côté").format(
            phase=Phase(facts["phase"]).label
        ),
        detail=facts["title"],
        url=reverse("partnerships:degrees", args=[facts["code"]]),
        action=_("Lire"),
        icon="scale",
    )


def _side_of(actor: Actor, path: str) -> Any:
    mine = Engagement.objects.filter(ACCEPTED, person=actor.person_id, partnership=OuterRef(path))
    return Subquery(mine.values("side")[:1])


@waits(_aim_told)
def aims_to_agree(actor: Actor, today: date) -> QuerySet:
    """Degrees that the other side proposes, in the partnerships one takes part in."""
    waiting = DegreeAim.objects.filter(
        running("partnership")[0], partnership__in=engaged_now(actor), agreed_at=None, replaced_at=None
    ).annotate(my_side=_side_of(actor, "partnership"))
    others = waiting.filter(~Q(proposed_by__side=_side_of(actor, "partnership")))
    return facts_of(others, phase="phase", title="partnership__title", code="partnership__code")


def _look_told(facts: Facts, today: date) -> Iterator[Waiting]:
    yield Waiting(
        title=_("Évaluation {n} : quelle place chacun a-t-il eue, étape par étape ?").format(
            n=facts["number"]
        ),
        detail=facts["title"],
        url=reverse("partnerships:degrees_seen", args=[facts["code"]]),
        action=_("Dire ce que nous voyons"),
        icon="scale",
        due_on=date.fromisoformat(facts["due_on"]),
    )


@waits(_look_told)
def degrees_to_observe(actor: Actor, today: date) -> QuerySet:
    """Evaluations that come, where a degree is aimed at and one's own side has not said yet what it sees."""
    aimed = DegreeAim.objects.filter(
        partnership=OuterRef("partnership"), agreed_at__isnull=False, replaced_at=None
    )
    said = DegreeSeen.objects.filter(round=OuterRef("pk"), side=OuterRef("my_side"))
    near = (
        EvaluationRound.objects.filter(ROUND.stands, partnership__in=engaged_now(actor))
        .filter(closing=None, partnership__activation__isnull=False, due_on__lte=today + NEAR)
        .annotate(my_side=_side_of(actor, "partnership"))
    )
    return facts_of(
        near.filter(Exists(aimed), ~Exists(said)),
        number="number",
        due_on="due_on",
        title="partnership__title",
        code="partnership__code",
    )
