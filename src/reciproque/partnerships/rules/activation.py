"""The gate of a partnership: what must be settled together before anything begins, and who can settle it.

Source: HAS sheet of May 2026, conditions of success (« prendre le temps au départ », the three questions, a real
will of all) and first steps (evaluations programmed from the start).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reciproque.foundation import words
from reciproque.foundation.requirements import Reason, Verdict, requires

from ..kinds import Question, Side

GATE = "partnerships.activate"
SINCE = date(2026, 1, 1)
STEPS = {
    "people": (gettext_lazy("Réunir les deux côtés"), "users"),
    "framing": (
        gettext_lazy("Répondre aux trois questions, chacun de son côté"),
        "message-circle-question-mark",
    ),
    "differences": (gettext_lazy("Comparer et régler les différences"), "columns-2"),
    "objectives": (gettext_lazy("Poser les besoins et les objectifs"), "target"),
    "charter": (gettext_lazy("Écrire et signer la charte"), "signature"),
    "evaluation": (gettext_lazy("Fixer la première évaluation"), "calendar-check"),
}
"""The steps of « Par où commencer », in order: title and icon. Each requirement below belongs to one."""


@dataclass(frozen=True)
class Readiness:
    """The facts the gate judges. Names are those of the people engaged, by side; dates are local.

    `code` is the partnership's; `compared` holds the questions read side by side; `hesitant` names who said she
    is not ready; `charter` is the number of the charter's latest version, None when none was drafted; `simple` is
    true when it was started simply.
    """

    code: str
    engaged: dict[str, tuple[str, ...]] = field(default_factory=dict)
    proposed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    framed: frozenset[str] = frozenset()
    compared: frozenset[str] = frozenset()
    unsettled: int = 0
    hesitant: tuple[str, ...] = ()
    objectives: int = 0
    charter: int | None = None
    signed: frozenset[str] = frozenset()
    first_evaluation: date | None = None
    simple: bool = False

    def page(self, name: str) -> str:
        return reverse(f"partnerships:{name}", args=[self.code])


@dataclass(frozen=True)
class StepReason(Reason):
    """A reason of the gate, with the step of the launcher in which it is met."""

    step: str = ""


@dataclass(frozen=True)
class Step:
    """A step of the launcher: done when all its reasons are met, `now` when it is the first that is not."""

    name: str
    title: Any
    icon: str
    reasons: tuple[Reason, ...]
    now: bool = False

    @property
    def done(self) -> bool:
        return all(reason.met for reason in self.reasons)

    @property
    def where(self) -> str:
        return next((reason.where for reason in self.reasons if not reason.met), self.reasons[0].where)


def steps(verdict: Verdict) -> list[Step]:
    """The verdict told step by step, in the order of the launcher."""
    told: list[Step] = []
    for name, (title, icon) in STEPS.items():
        reasons = tuple(reason for reason in verdict.reasons if getattr(reason, "step", "") == name)
        if reasons:
            first = all(step.done for step in told) and not all(reason.met for reason in reasons)
            told.append(Step(name, title, icon, reasons, now=first))
    return told


@requires(GATE, since=SINCE)
def both_sides_are_engaged(facts: Readiness) -> list[Reason]:
    return [_engaged(facts, side) for side in Side] + _nobody_hesitates(facts)


def _engaged(facts: Readiness, side: str) -> Reason:
    names, waiting = facts.engaged.get(side, ()), facts.proposed.get(side, ())
    said = {"side": _side(side), "names": _all(names or waiting)}
    if names:
        text = _("{side} : {names}").format(**said)
    elif waiting:
        text = _("{side}, la proposition attend une réponse : {names}").format(**said)
    else:
        text = _("{side}, personne n’est encore engagé").format(**said)
    return StepReason(bool(names), text, facts.page("people"), step="people")


def _nobody_hesitates(facts: Readiness) -> list[Reason]:
    return [
        StepReason(
            False,
            _("{name} dit ne pas être prêt : parlez-en ensemble").format(name=name),
            facts.page("framing") + "#pret",
            step="people",
        )
        for name in facts.hesitant
    ]


@requires(GATE, since=SINCE)
def both_sides_have_framed(facts: Readiness) -> list[Reason]:
    return [_framed(facts, side) for side in Side]


def _framed(facts: Readiness, side: str) -> Reason:
    met = side in facts.framed
    if met:
        text = _("{side}, les trois questions ont leurs réponses").format(side=_side(side))
    else:
        text = _("{side}, les trois questions attendent leurs réponses{who}").format(
            side=_side(side), who=_who_can(facts, side)
        )
    return StepReason(met, text, facts.page("framing"), step="framing")


@requires(GATE, since=SINCE)
def differences_are_settled(facts: Readiness) -> list[Reason]:
    where, left = facts.page("framing"), len(Question) - len(facts.compared)
    compared = (
        ngettext(
            "{n} question n’a pas encore été comparée", "{n} questions n’ont pas encore été comparées", left
        ).format(n=left)
        if left
        else _("Les réponses ont été comparées, question par question")
    )
    reasons: list[Reason] = [StepReason(not left, compared, where, step="differences")]
    if facts.unsettled:
        text = ngettext(
            "{n} différence n’est pas encore réglée",
            "{n} différences ne sont pas encore réglées",
            facts.unsettled,
        ).format(n=facts.unsettled)
        reasons.append(StepReason(False, text, where, step="differences"))
    return reasons


@requires(GATE, since=SINCE)
def something_is_aimed_at(facts: Readiness) -> list[Reason]:
    """What was started simply needs no measured objective to begin: it comes with the first evaluation."""
    if facts.simple and not facts.objectives:
        return []
    if facts.objectives:
        text = ngettext("{n} objectif est posé", "{n} objectifs sont posés", facts.objectives).format(
            n=facts.objectives
        )
    else:
        text = _("Aucun objectif n’est encore posé")
    return [StepReason(bool(facts.objectives), text, facts.page("needs"), step="objectives")]


@requires(GATE, since=SINCE)
def both_sides_have_signed_the_charter(facts: Readiness) -> list[Reason]:
    if facts.charter is None:
        return [
            StepReason(False, _("La charte n’est pas encore écrite"), facts.page("charter"), step="charter")
        ]
    return [_signed(facts, side) for side in Side]


def _signed(facts: Readiness, side: str) -> Reason:
    met = side in facts.signed
    said = {"side": _side(side), "n": facts.charter, "who": "" if met else _who_can(facts, side)}
    if met:
        text = _("{side}, la charte (version {n}) est signée").format(**said)
    else:
        text = _("{side}, il manque une signature à la charte (version {n}){who}").format(**said)
    return StepReason(met, text, facts.page("charter"), step="charter")


@requires(GATE, since=SINCE)
def the_first_evaluation_has_a_date(facts: Readiness) -> Reason:
    if facts.first_evaluation is None:
        text = _("La première évaluation n’a pas encore de date")
    else:
        text = _("Première évaluation : {day}").format(day=words.day(facts.first_evaluation))
    met = facts.first_evaluation is not None
    return StepReason(met, text, facts.page("first_evaluation"), step="evaluation")


def _side(side: str) -> str:
    """« Côté professionnels »: at the head of a sentence."""
    return str(Side(side).label)


def _all(names: tuple[str, ...]) -> str:
    return ", ".join(names)


def _who_can(facts: Readiness, side: str) -> str:
    """« : Karim Sow ou Lucie Arnaud peut le faire », or that nobody can yet."""
    names = facts.engaged.get(side, ())
    if not names:
        return _(" : personne n’y est encore engagé")
    return _(" : {names} peut le faire").format(names=_(" ou ").join(names))
