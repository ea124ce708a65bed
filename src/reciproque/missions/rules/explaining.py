"""Why somebody is proposed a mission in a plan, or is not: asked of the model by changing one thing, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from .fit import fit
from .partner import Partner
from .programme import Limit
from .season import Plan, Work, worked
from .solving import Change, Impossible, Solved, rows_of, solve
from .wanted import Wanted
from .why import Because, Why

LIMITS = {
    Because.OVERLAP: (Limit.OVERLAP, Limit.EITHER),
    Because.CEILING: (Limit.CEILING, Limit.EITHER),
    Because.BEGINNERS: (Limit.BEGINNERS,),
    Because.PLACES: (Limit.PLACES,),
    Because.PEOPLE: (Limit.PEOPLE,),
    Because.LOAD: (),
}
"""The rows that each lifts, in the order in which they are tried: what is hers first. LOAD lifts a cost, and no row."""


def why(plan: Plan, partner: Partner, wanted: Wanted) -> Why:
    """What decided, for this person and this mission."""
    answer = fit(partner, wanted)
    if not answer.possible:
        return Why(partner.key, wanted.key, Because.OBSTACLE, answer)
    if plan.proposed(partner.key, wanted.key):
        return _why_so(plan._work, partner, wanted)
    return _why_not(plan._work, partner, wanted)


def _why_so(work: Work, partner: Partner, wanted: Wanted) -> Why:
    """What would be lost if it were not proposed to her: one more solve, without it."""
    mine = work.columns.of(partner.key, wanted.key)
    other = solve(work.programme, Change(without=mine), basis=work.solved.basis)
    return Why(partner.key, wanted.key, Because.PROPOSED, fit(partner, wanted), lost=_lost(work, other))


def _lost(work: Work, other: Solved) -> int:
    """Never below nothing: a difference that only what is silent explains is not shown."""
    return max(0, work.worth_saying(work.solved) - work.worth_saying(other))


def _why_not(work: Work, partner: Partner, wanted: Wanted) -> Why:
    """Lift the limits one by one, then several together, until a best plan proposes it to her."""
    answer = fit(partner, wanted)
    best = work.solved.objective
    work = _with_all_of_hers(work, partner, wanted)
    if work.solved.objective > best:
        return Why(partner.key, wanted.key, Because.NOT_KEPT, answer)
    question = Question(work, work.columns.of(partner.key, wanted.key))
    made = question.made(())
    if made and made.objective >= best:
        return Why(partner.key, wanted.key, Because.AS_GOOD, answer)
    lost = _lost(work, made) if made else 0
    for size in range(1, len(question.present) + 1):
        found = [some for some in combinations(question.present, size) if question.opens(some)]
        if found:
            first, others = found[0], tuple(one for some in found[1:] for one in some)
            return Why(partner.key, wanted.key, first[0], answer, first, tuple(dict.fromkeys(others)), lost)
    raise AssertionError("with no limit left, a place is always worth filling")


def _with_all_of_hers(work: Work, partner: Partner, wanted: Wanted) -> Work:
    """The same question, all that she could be proposed of this mission being looked at."""
    asked = 1 if wanted.taken != "by_date" else len(fit(partner, wanted).sessions)
    if len(work.columns.of(partner.key, wanted.key)) == asked:
        return work
    return worked(work.asked, also={(partner.key, wanted.key)})


@dataclass(frozen=True, slots=True)
class Question:
    """What becomes of the plan if it is proposed to her (columns `mine`), under all limits or without some."""

    work: Work
    mine: list[int]

    @property
    def present(self) -> list[Because]:
        """The limits that hold what she would be proposed."""
        return [one for one in LIMITS if one == Because.LOAD or self._rows((one,))]

    def made(self, lifted: tuple[Because, ...], *, by_force: bool = True) -> Solved | None:
        """The best plan without those limits, `by_force` among those that propose it to her; None: there is none."""
        programme = self.work.programme
        change = Change(
            within=self.mine if by_force else (),
            free_of=self._rows(lifted),
            no_load_for=programme.columns.kept[self.mine[0]].partner if Because.LOAD in lifted else None,
        )
        try:
            return solve(programme, change, basis=self.work.solved.basis)
        except Impossible:
            return None

    def _rows(self, lifted: tuple[Because, ...]) -> list[int]:
        """The rows of those limits that hold what she would be proposed."""
        limits = {limit for one in lifted for limit in LIMITS[one]}
        return rows_of(self.work.programme, self.mine, limits)

    def opens(self, lifted: tuple[Because, ...]) -> bool:
        """Without those limits, a best plan proposes it to her."""
        made, free = self.made(lifted), self.made(lifted, by_force=False)
        return made is not None and free is not None and made.objective >= free.objective
