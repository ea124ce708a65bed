"""Permissions: one rule per (model, verb), written as a row filter with a reason. No rule means no."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import BooleanField, Case, Model, Q, QuerySet, Value, When
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from . import reach, written
from .actor import SELF, VISITOR, Actor, Hat, Kind
from .reach import NOWHERE, Reach, either, row_by_row

EVERY_ROW, NO_ROW = Q(pk__isnull=False), Q(pk__in=())
"""Never `Q()` for everyone: `Q() | x` means x."""

ANYONE, SOMEONE = "anyone", "someone"
"""Those a rule may serve beside roles: visitors included; anybody signed in, under any hat."""


class Refused(PermissionDenied):
    """An act that is not allowed. `reason` is a sentence for the person who tried; `hats`, hers that would do."""

    def __init__(self, reason: Any, hats: Iterable[Hat] = ()):
        self.reason, self.hats = reason, tuple(hats)
        super().__init__(str(reason))


@dataclass(frozen=True)
class Rule:
    """Which rows, for whom, and why in words. `serves` names the roles, for the table of permissions.

    `reach` tells where these rows stand, all of them and maybe others, or None; it gives no right by itself.
    """

    where: Callable[[Actor], Q]
    because: Any
    serves: frozenset[str]
    alternatives: tuple[Rule, ...] = ()
    narrows: Rule | None = None
    otherwise: Any = None
    reach: Callable[[Actor], Reach | None] = lambda actor: None

    def __or__(self, other: Rule) -> Rule:
        return Rule(
            lambda actor: _either(self.where(actor), other.where(actor)),
            _join(self.because, _(" ; ou : "), other.because),
            self.serves | other.serves,
            alternatives=(self, other),
            reach=lambda actor: either(self.reach(actor), other.reach(actor)),
        )

    def when(self, condition: Q | Callable[[Actor], Q], because: Any, otherwise: Any = None) -> Rule:
        """The same people, on fewer rows: those that also meet `condition`.

        `otherwise` is what someone is told who would be allowed but for it (« le partenariat est terminé »).
        """
        more = condition if callable(condition) else lambda actor: condition
        return Rule(
            lambda actor: _both(self.where(actor), more(actor)),
            _join(self.because, _(" ; "), because),
            self.serves,
            narrows=self,
            otherwise=otherwise or _join(_("il faut que cette condition soit remplie : "), because),
        )

    def why_not(self, actor: Actor, row: QuerySet) -> Any:
        """The reason to give someone refused on `row`: what is wrong first, and that alone."""
        return self._why_not(actor, row)[1]

    def _why_not(self, actor: Actor, row: QuerySet) -> tuple[int, Any]:
        """How near she came to being allowed, and what stopped her."""
        if self.alternatives:
            told = [one._why_not(actor, row) for one in self.alternatives]
            nearest = max(told, key=lambda reason: reason[0])
            return nearest if nearest[0] else (0, self.because)
        if self.narrows is None:
            return 0, self.because
        if row.filter(self.narrows.where(actor)).exists():
            return 1, self.otherwise
        return self.narrows._why_not(actor, row)


def _either(one: Q, other: Q) -> Q:
    if one is NO_ROW or other is EVERY_ROW:
        return other
    return one if other is NO_ROW or one is EVERY_ROW else one | other


def _both(one: Q, other: Q) -> Q:
    if one is NO_ROW or other is EVERY_ROW:
        return one
    return other if other is NO_ROW or one is EVERY_ROW else one & other


def _join(*parts: Any) -> Any:
    return format_lazy("{}" * len(parts), *parts)


def rule(
    *serves: str,
    where: Callable[[Actor], Q] | Q = EVERY_ROW,
    because: Any,
    reach: Callable[[Actor], Reach | None] = lambda actor: None,
) -> Rule:
    """A rule that serves the roles named, on the rows of `where`, all of which `reach` holds when it is given.

    `SOMEONE` serves every person signed in, whatever the hat; `ANYONE` serves visitors too.
    """
    rows = where if callable(where) else lambda actor: where
    named = frozenset(serves)

    def served(actor: Actor) -> bool:
        return (
            ANYONE in named
            or (SOMEONE in named and actor.kind is Kind.HAT and actor.is_someone)
            or actor.role in named
        )

    return Rule(
        lambda actor: rows(actor) if served(actor) else NO_ROW,
        because,
        named,
        reach=lambda actor: reach(actor) if served(actor) else NOWHERE,
    )


NOBODY = Rule(lambda actor: NO_ROW, _("personne n’y est autorisé"), frozenset())


class Rules(dict[tuple[str, str], Rule]):
    """Every rule, by model and verb. When one changes, no question written under the old one is asked again."""

    def __setitem__(self, key: tuple[str, str], declared: Rule) -> None:
        written.forget()
        super().__setitem__(key, declared)

    def __delitem__(self, key: tuple[str, str]) -> None:
        written.forget()
        super().__delitem__(key)


RULES = Rules()


def allow(model: type[Model], **rules: Rule) -> None:
    """Declare who may do what on a model. A second rule for the same verb is a mistake."""
    for verb, declared in rules.items():
        key = (model._meta.label, verb)
        if key in RULES:
            raise ValueError(f"two rules for {key}")
        RULES[key] = declared


def also(model: type[Model], **rules: Rule) -> None:
    """Open verbs of a package below to more people, for reasons that only this package knows.

    Raises KeyError for a verb that has no rule yet: a package widens what another one declared, and no more.
    """
    for verb, declared in rules.items():
        key = (model._meta.label, verb)
        RULES[key] = RULES[key] | declared


def rule_for(model: type[Model], verb: str) -> Rule:
    return RULES.get((model._meta.label, verb), NOBODY)


def visible(model: type[Model], actor: Actor, verb: str = "see") -> QuerySet:
    """The rows on which `actor` may do `verb`: lists, choices and checks all start here."""
    return among(model._default_manager.all(), actor, verb)


def among(rows: QuerySet, actor: Actor, verb: str = "see") -> QuerySet:
    """Those of `rows` on which `actor` may do `verb`. Never by the keys of `visible`: they would all be read first."""
    return rows.filter(rule_for(rows.model, verb).where(actor))


def listed(model: type[Model], actor: Actor, verb: str = "see") -> QuerySet:
    """The rows of `visible`, for a list cut into pages: their cost follows what the actor may see.

    One query more, where the rule tells its reach: few keys are read first and gone to; with many, each row met in
    the order of the list is asked. The rule is asked in both cases: a wrong reach would hide rows, never show any.
    """
    asked = rule_for(model, verb)
    where, there = asked.where(actor), asked.reach(actor)
    rows = model._default_manager.all()
    if there is None:
        return rows.filter(where)
    keys = written.rows(_reached, actor, model, verb, reach.FEW) if there.keys else []
    if len(keys) > reach.FEW:
        return rows.filter(row_by_row(where))
    known = sorted({key for (key,) in keys})
    return rows.filter(where, reach.StandsAmong(there.path, known)) if known else rows.none()


def _reached(actor: Actor, model: type[Model], verb: str, few: int) -> QuerySet:
    return rule_for(model, verb).reach(actor).all()[: few + 1]  # type: ignore[union-attr]


def with_rights(rows: QuerySet, actor: Actor, *verbs: str) -> QuerySet:
    """The same rows, each carrying `may_<verb>`, in the same query."""
    return rows.annotate(
        **{f"may_{verb}": _answer(rule_for(rows.model, verb).where(actor)) for verb in verbs}
    )


def _answer(where: Q) -> Case | Value:
    if where is NO_ROW or where is EVERY_ROW:
        return Value(where is EVERY_ROW, output_field=BooleanField())
    return Case(When(where, then=Value(True)), default=Value(False), output_field=BooleanField())


def rights(actor: Actor, subject: Model, *verbs: str) -> dict[str, bool]:
    """What `actor` may do to one row, in one query, for the buttons of its page."""
    found = written.first(_rights, actor, type(subject), verbs, pk=subject.pk) or {}
    return {verb: bool(found.get(f"may_{verb}")) for verb in verbs}


def _rights(actor: Actor, model: type[Model], verbs: tuple[str, ...], *, pk: int) -> QuerySet:
    row = with_rights(model._default_manager.filter(pk=pk), actor, *verbs)
    return row.order_by().values(*(f"may_{verb}" for verb in verbs))


def may(actor: Actor, verb: str, subject: Model) -> bool:
    return _row(actor, verb, subject) is not None


def _row(actor: Actor, verb: str, subject: Model) -> Any:
    """The row as it is now, when the actor may do `verb` on it."""
    return written.first(_rows, actor, type(subject), verb, pk=subject.pk)


def _rows(actor: Actor, model: type[Model], verb: str, *, pk: int) -> QuerySet:
    return visible(model, actor, verb).filter(pk=pk).order_by()


def demand(actor: Actor, verb: str, subject: Model) -> Model:
    """The row as it is now, locked until the transaction ends.

    Raises Refused with the rule's reason when the actor may not.
    """
    lock(subject)
    fresh = _row(actor, verb, subject)
    if fresh is None:
        raise refused(actor, verb, subject)
    return fresh


def lock(row: Model) -> None:
    """Inside a verb: wait for whoever is changing the row, and keep others waiting until the verb is done.

    It is a statement of its own, before the rule is read: PostgreSQL reads the rest of a statement as things were
    when it began, and a rule asked while waiting would not see what the other wrote (a cancellation beside a
    holding). On SQLite the whole transaction holds the only lock there is.
    """
    if connection.features.has_select_for_update:
        written.rows(_locked, VISITOR, type(row), pk=row.pk)


def _locked(_actor: Actor, model: type[Model], *, pk: int) -> QuerySet:
    return model._default_manager.filter(pk=pk).order_by().values_list("pk").select_for_update(no_key=True)


def refused(actor: Actor, verb: str, subject: Model, *, hats: Iterable[Hat] = ()) -> Refused:
    """What to raise when the actor may not: it carries the reason that holds for her, on this row.

    `hats` are all those she could wear now: the refusal keeps those under which the act is allowed.
    """
    row = type(subject)._default_manager.filter(pk=subject.pk)
    would_do = [hat for hat in hats if hat != actor.hat and may(replace(actor, hat=hat), verb, subject)]
    return Refused(rule_for(type(subject), verb).why_not(actor, row), would_do)


def table_of_permissions() -> Iterable[tuple[str, str, str, str]]:
    """Every rule as (model, verb, whom it serves, why), sorted: the page and the document are made from it."""
    for (label, verb), declared in sorted(RULES.items()):
        yield label, verb, ", ".join(sorted(declared.serves)) or "–", str(declared.because)


__all__ = [
    "ANYONE",
    "EVERY_ROW",
    "NOBODY",
    "NO_ROW",
    "RULES",
    "SELF",
    "SOMEONE",
    "Refused",
    "Rule",
    "allow",
    "also",
    "among",
    "demand",
    "listed",
    "lock",
    "may",
    "refused",
    "rights",
    "rule",
    "rule_for",
    "table_of_permissions",
    "visible",
    "with_rights",
]
