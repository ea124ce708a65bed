"""A season of missions at once: the best set of proposals, proved, each explained. It proposes, and assigns nobody.

Nothing here writes, asks what day it is or knows who anybody is. docs/decisions/0025 tells the model and its scale.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING

from .fit import Fit, fit
from .partner import Key, Partner
from .scale import PLACE, load_cost
from .wanted import Wanted
from .why import Why

if TYPE_CHECKING:
    from .columns import Columns, Edges, Pairs
    from .programme import Programme
    from .solving import Solved


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mission to propose to somebody, with the dates she would be proposed, and why."""

    partner: Key
    wanted: Key
    sessions: tuple[Key, ...]
    fit: Fit

    @property
    def points(self) -> int:
        return self.fit.points


@dataclass(frozen=True, slots=True)
class Plan:
    """What to propose, and the proof: no other choice among what was kept is worth more than `bound`.

    `objective` and `bound` add up filled places and points, less what load costs; what may not be said weighs in the
    choice and is taken off both. `places`: how many are filled. `candidates`: proposals kept to choose from;
    `left_out`: those possible that were not. `whole`: 0 when the linear programme was whole of itself.
    """

    proposals: tuple[Proposal, ...]
    points: int
    places: int
    objective: int
    bound: int
    status: str
    candidates: int
    left_out: int
    whole: int
    seconds_choosing: float = field(compare=False)
    seconds_solving: float = field(compare=False)
    _work: Work = field(repr=False, compare=False)

    @property
    def gap(self) -> int:
        """Thousandths that a better plan might still bring; 0 when it is proved that there is none."""
        return self.bound - self.objective

    @property
    def is_proved(self) -> bool:
        return self.status == "optimal"

    def proposed(self, partner: Key, wanted: Key) -> Proposal | None:
        return next((one for one in self.proposals if (one.partner, one.wanted) == (partner, wanted)), None)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a plan was asked for."""

    partners: Collection[Partner]
    wanteds: Collection[Wanted]
    edges: Edges | None
    keep: int
    beginners_apart: bool
    spread: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Work:
    """What a plan was found with, so that it can be explained by asking otherwise."""

    asked: Asked
    columns: Columns
    programme: Programme
    solved: Solved
    seconds_choosing: float

    def worth_saying(self, solved: Solved) -> int:
        """What a solution is worth without what may not be said."""
        held: dict[int, int] = defaultdict(int)
        worth = 0
        for one in (self.columns.kept[at] for at in solved.chosen):
            lately = self.columns.partners[one.partner].taken_lately
            worth += PLACE * one.places + one.points
            worth -= load_cost(held[one.partner], lately, spread=self.asked.spread)
            held[one.partner] += 1
        return worth


def plan(
    partners: Collection[Partner],
    wanteds: Collection[Wanted],
    *,
    edges: Edges | None = None,
    keep: int = 30,
    beginners_apart: bool = False,
    spread: bool = True,
    seconds: float = 60.0,
) -> Plan:
    """The best proposals for all these missions at once; the order of what is given changes nothing.

    `edges`: by mission, the only partners to look at; None: all. `keep`: the best candidates kept for a mission,
    or for each of its dates. `beginners_apart`: never two beginners together. `spread`: each further mission for the
    same person costs more. `seconds`: when to stop looking for the proof.
    """
    return _told(worked(Asked(partners, wanteds, edges, keep, beginners_apart, spread, seconds)))


def explain(plan: Plan, partner: Partner, wanted: Wanted) -> Why:
    """Why `partner` is proposed `wanted` in `plan`, or is not; asked of the model, never guessed."""
    from .explaining import why  # noqa: PLC0415  (numpy and HiGHS are slow to load)

    return why(plan, partner, wanted)


def worked(asked: Asked, *, also: Pairs = ()) -> Work:
    """Choose the candidates, write the programme, solve it. `also`: pairs looked at wherever they stand."""
    from .columns import columns  # noqa: PLC0415  (numpy is slow to load)
    from .programme import programme  # noqa: PLC0415  (numpy again)
    from .solving import solve  # noqa: PLC0415  (HiGHS is slow to load)

    began = perf_counter()
    chosen = columns(asked.partners, asked.wanteds, edges=asked.edges, keep=asked.keep, also=also)
    whole = programme(chosen, beginners_apart=asked.beginners_apart, spread=asked.spread)
    spent = perf_counter() - began
    return Work(asked, chosen, whole, solve(whole, seconds=asked.seconds), spent)


def _told(work: Work) -> Plan:
    said = work.worth_saying(work.solved)
    chosen = [work.columns.kept[at] for at in work.solved.chosen]
    return Plan(
        proposals=_proposals(work.columns, work.solved),
        points=sum(one.points for one in chosen),
        places=sum(one.places for one in chosen),
        objective=said,
        bound=said + work.solved.bound - work.solved.objective,
        status=str(work.solved.status),
        candidates=len(work.columns.kept),
        left_out=work.columns.left_out,
        whole=work.solved.whole,
        seconds_choosing=work.seconds_choosing,
        seconds_solving=work.solved.seconds,
        _work=work,
    )


def _proposals(columns: Columns, solved: Solved) -> tuple[Proposal, ...]:
    """By mission and person, in the order of their keys."""
    held: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at in solved.chosen:
        one = columns.kept[at]
        held[one.wanted, one.partner] += one.dates
    made = []
    for (mission, person), dates in sorted(held.items()):
        partner, wanted = columns.partners[person], columns.wanteds[mission]
        sessions = tuple(columns.dates[number][1].key for number in sorted(dates))
        made.append(Proposal(partner.key, wanted.key, sessions, fit(partner, wanted)))
    return tuple(made)


__all__ = ["Plan", "Proposal", "Why", "explain", "plan"]
