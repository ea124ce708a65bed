"""A verb is the only way to change the domain: right, transaction, reactions and journal live here."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from . import guard, journal
from .actor import Actor
from .models import NOT_YET, Record, Submission
from .policy import Refused, demand

CROSSED = {"40P01", "40001"}
"""PostgreSQL's words for two acts that waited for each other, or saw different things: one of them begins again."""
TRIES = 3
Row = TypeVar("Row", bound=Record)
VERBS: dict[tuple[str, str], Verb] = {}
REACTIONS: dict[str, list[Callable[..., None]]] = defaultdict(list)


class AlreadyDone(Exception):
    """The same form was carried out before: `location` is where it led."""

    def __init__(self, location: str):
        self.location = location
        super().__init__(location)


class Stale(Exception):
    """Somebody else changed the row meanwhile; `current` is the row as it is now."""

    def __init__(self, current: models.Model):
        self.current = current
        super().__init__(str(_("Quelqu’un a modifié cette page pendant que vous écriviez.")))


class Verb:
    """What `verb()` makes of a function: call it with its subject, `by`, `at` and its own particulars."""

    def __init__(self, model: type[models.Model], name: str, keeps: tuple[str, ...], unkeyed: bool, do: Any):
        self.model, self.name, self.keeps, self.unkeyed, self.do = model, name, keeps, unkeyed, do
        self.label = f"{model._meta.label}.{name}"
        functools.update_wrapper(self, do)

    def __call__(self, subject: Any, *, by: Actor, at: datetime, **how: Any) -> Any:
        """Do it, or raise.

        Raises Refused (with a reason to show), ValidationError (what is wrong with the particulars), Stale
        (the row changed meanwhile) or AlreadyDone (this very form was carried out before).
        """
        outermost = guard.current_act() is None
        if outermost and by.via == "screen" and by.key is None and not self.unkeyed:
            raise Refused(_("Cette page est incomplète. Rechargez-la, puis recommencez."))
        for _again in range(TRIES - 1):
            try:
                return self._once(subject, by=by, at=at, how=how, outermost=outermost)
            except OperationalError as problem:
                if not (outermost and _crossed(problem)):
                    raise
        return self._once(subject, by=by, at=at, how=how, outermost=outermost)

    def _once(self, subject: Any, *, by: Actor, at: datetime, how: dict, outermost: bool) -> Any:
        try:
            with transaction.atomic(), guard.act() as act:
                result = self._carry_out(subject, by=by, at=at, how=how, act=act)
                if outermost and by.key is not None:
                    Submission.objects.create(key=by.key, at=at, location=NOT_YET + _location(result))
                return result
        except (Refused, ValidationError, IntegrityError, Stale) as problem:
            if outermost:
                self._if_done_before(by)
                if isinstance(problem, Refused):
                    journal.write_refusal(
                        verb=self.label, by=by, at=at, subject=subject, reason=str(problem.reason)
                    )
            raise

    def _carry_out(self, subject: Any, *, by: Actor, at: datetime, how: dict, act: Any) -> Any:
        fresh = demand(by, self.name, subject)
        result = self.do(fresh, by=by, at=at, **how)
        for react in REACTIONS[self.label]:
            react(fresh, result, by=by, at=at, **how)
        kept = {name: how[name] for name in self.keeps if name in how}
        journal.write(act=act, verb=self.label, by=by, at=at, subject=fresh, particulars=kept)
        return result

    @staticmethod
    def _if_done_before(by: Actor) -> None:
        if by.key is not None:
            done = Submission.objects.filter(key=by.key).first()
            if done is not None:
                raise AlreadyDone(done.location.removeprefix(NOT_YET)) from None


def verb(
    model: type[models.Model], name: str, *, keeps: tuple[str, ...] = (), unkeyed: bool = False
) -> Callable[[Callable], Verb]:
    """Declare a verb of `model`. The journal keeps only the particulars named in `keeps`.

    `unkeyed` is for the anonymous paths alone, where no key may exist.
    """

    def declare(do: Callable) -> Verb:
        key = (model._meta.label, name)
        if key in VERBS:
            raise ValueError(f"two verbs for {key}")
        VERBS[key] = Verb(model, name, keeps, unkeyed, do)
        return VERBS[key]

    return declare


def reacts_to(label: str) -> Callable[[Callable], Callable]:
    """Subscribe to a verb of a package below (« people.Person.leave »): same transaction, same objects.

    The function is called with (subject, result, *, by, at, **particulars) after the verb ran.
    """

    def subscribe(react: Callable) -> Callable:
        REACTIONS[label].append(react)
        return react

    return subscribe


def rewrite(row: Row, *, version: int | None = None, **fields: Any) -> Row:
    """Write `fields` on a row inside a verb and raise its version.

    Raises Stale when `version` (the one its editor had before her eyes) is no longer the row's. Derived
    plain-text columns follow.
    """
    model = type(row)
    expected = row.version if version is None else version
    moved = model._default_manager.filter(pk=row.pk, version=expected).update(version=F("version") + 1)
    if not moved:
        raise Stale(model._default_manager.get(pk=row.pk))
    row.version = expected + 1
    for name, value in fields.items():
        setattr(row, name, value)
    derived = [f.name for f in model._meta.concrete_fields if getattr(f, "of", None)]
    row.save(update_fields=[*fields, *derived])
    return row


def _location(result: Any) -> str:
    find = getattr(result, "get_absolute_url", None)
    return find()[:199] if find else ""


def _crossed(problem: OperationalError) -> bool:
    """Two acts stood in each other's way, and all that this one did was undone."""
    return (
        getattr(problem.__cause__, "sqlstate", None) in CROSSED
        and not transaction.get_connection().in_atomic_block
    )
