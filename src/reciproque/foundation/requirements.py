"""What an act or a role requires, by dated versions, answered by a verdict that always carries its reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from .policy import Refused


@dataclass(frozen=True)
class Reason:
    """One requirement, met or not, in words; `where` is the page on which it can be met."""

    met: bool
    text: Any
    where: str = ""


@dataclass(frozen=True)
class Verdict:
    """The answer of a gate. `version` is the date from which the rules applied have been in force."""

    gate: str
    version: date
    reasons: tuple[Reason, ...]

    @property
    def ok(self) -> bool:
        return all(reason.met for reason in self.reasons)

    @property
    def missing(self) -> tuple[Reason, ...]:
        return tuple(reason for reason in self.reasons if not reason.met)

    def demand(self) -> None:
        """Raises Unmet, which says all that is missing."""
        if not self.ok:
            raise Unmet(self)


class Unmet(Refused):
    """Refused because something is missing; `verdict` lists it."""

    def __init__(self, verdict: Verdict):
        self.verdict = verdict
        super().__init__(
            _("Il manque : {what}").format(what=" ; ".join(str(r.text) for r in verdict.missing) + ".")
        )


Requirement = Callable[..., Reason | list[Reason]]
GATES: dict[str, dict[date, list[Requirement]]] = defaultdict(lambda: defaultdict(list))


def requires(gate: str, *, since: date) -> Callable[[Requirement], Requirement]:
    """Declare a requirement of a gate (« partnerships.activate »), in force from `since`.

    A gate's versions replace one another: the requirements of the latest date that has come are applied.
    """

    def declare(requirement: Requirement) -> Requirement:
        GATES[gate][since].append(requirement)
        return requirement

    return declare


def verdict(gate: str, *facts: Any, on: date) -> Verdict:
    """Ask a gate about `facts` on a date. Raises KeyError when no version of it is in force yet."""
    in_force = [since for since in GATES[gate] if since <= on]
    if not in_force:
        raise KeyError(gate)
    version = max(in_force)
    reasons: list[Reason] = []
    for requirement in GATES[gate][version]:
        answer = requirement(*facts)
        reasons.extend(answer if isinstance(answer, list) else [answer])
    return Verdict(gate, version, tuple(reasons))
