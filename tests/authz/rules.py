"""Reads `authz/rules.csv`: for rules that no page shows by itself, who may do it on some row of the small world."""

from __future__ import annotations

import csv

from django.apps import apps

from reciproque.exchange.models import Passage
from reciproque.foundation import guard
from reciproque.foundation.actor import Actor
from reciproque.foundation.models import new_code
from reciproque.foundation.policy import visible
from reciproque.partnerships.kinds import Side
from reciproque.partnerships.models import Concord, EvaluationAnswer, Remark, RoundClosing
from reciproque.people.models import Territory
from reciproque.voices.models import Reply

from . import matrix
from .world import AT, World, make

SILENT = {"framing": Side.CARE, "framed": Side.LIVED}
"""Which side has not answered its evaluation yet."""
FILE = matrix.FILE.with_name("rules.csv")


def expected() -> dict[str, frozenset[str]]:
    """The actors of each rule, as people wrote them."""
    groups = matrix.read()[1]
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["rule"]: matrix.named(row["actors"], groups) for row in csv.DictReader(file)}


def furnish(small: World) -> None:
    """Rows that no page needs, for the rules that bear on them."""
    with guard.upkeep("test world"):
        for where, it in small.objects.items():
            if where == "none":
                continue
            Concord.objects.create(
                partnership=it.partnership, question="reason", noted_by=it.lived, noted_at=AT
            )
            make(Remark, where, clause=it.clause, made_by=it.lived, made_at=AT)
            make(Reply, where, voice=it.voice, replied_by=it.care, replied_at=AT)
            for side, by in ((Side.LIVED, it.lived), (Side.CARE, it.care)):
                if SILENT.get(where) != side:
                    given = {"works": 5, "trust": 5, "answered_by": by, "answered_at": AT}
                    make(EvaluationAnswer, f"{where}-{side}", round=it.round, side=side, **given)
        begun = small.objects["begun"]
        make(RoundClosing, "begun", round=begun.round, closed_by=begun.care, closed_at=AT)
        for where in ("begun", "other"):
            being_read = small.objects[where].import_
            being_read.pk, being_read.code = None, new_code()
            being_read.save()
            Passage.objects.create(batch=being_read, purpose="rehearsal", asked_at=AT)
        Territory.objects.create(kind="commune", number="35001", name="Ici")


def acting(small: World) -> dict[str, Actor]:
    """Everyone as the house sees her: the actor of her own request."""
    return {
        name: door.get("/aide/droits/", follow=True).wsgi_request.actor for name, door in small.doors.items()
    }


def allowed(rule: str, actors: dict[str, Actor]) -> frozenset[str]:
    """Who may do it on some row."""
    label, _dot, verb = rule.rpartition(".")
    model = apps.get_model(label)
    return frozenset(name for name, actor in actors.items() if visible(model, actor, verb).exists())
