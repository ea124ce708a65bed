"""Reads `authz/rules.csv`: for rules that no page shows by itself, who may do it on some row of the small world."""

from __future__ import annotations

import csv
from copy import copy
from types import SimpleNamespace

from django.apps import apps
from django.db.models import Model

from reciproque.beginnings.models import Answer, Call, Erasure
from reciproque.exchange.models import Passage
from reciproque.foundation import guard
from reciproque.foundation.actor import VISITOR, Actor
from reciproque.foundation.models import new_code
from reciproque.foundation.policy import visible
from reciproque.partnerships.kinds import Side
from reciproque.partnerships.models import Concord, EvaluationAnswer, Remark, RoundClosing
from reciproque.people.models import Acceptance, RenewalUse, Territory
from reciproque.titles.models import Qualification
from reciproque.voices.models import Reply

from . import matrix
from .world import AT, World, make

SILENT = {"framing": Side.CARE, "framed": Side.LIVED}
"""Which side has not answered its evaluation yet."""
OVER: dict[str, int] = {}
"""A row on which nobody may do it any more: who could would be TOO_LATE."""
TOO_LATE = "whoever comes too late"
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
        opened = {"rules_since": AT.date(), "granted_on": AT.date(), "valid_until": AT.date()}
        Qualification.objects.create(person=begun.person, hours=40, required=40, **opened)
        invited, renewed = again(begun.invitation), again(begun.renewal)
        Acceptance.objects.create(invitation=invited, person=begun.person, accepted_at=AT)
        RenewalUse.objects.create(renewal=renewed, used_at=AT)
        closed, erased = _over(begun)
        OVER.update(
            {
                "people.Invitation.accept": invited.pk,
                "people.Renewal.renew_password": renewed.pk,
                "beginnings.Call.see": closed.pk,
                "beginnings.Call.answer": closed.pk,
                "beginnings.Answer.take_back": erased.pk,
                "titles.Credential.report": begun.hours.pk,
            }
        )


def _over(begun: SimpleNamespace) -> tuple[Call, Answer]:
    """A call that is closed, and an answer to it that was erased."""
    closed = make(
        Call,
        "begun",
        organisation=begun.organisation,
        opened_at=AT,
        opened_by=begun.person,
        closed_at=AT,
        closed_by=begun.person,
    )
    left = {"means": "place", "received_at": AT, "triggered_on": AT.date(), "due_on": AT.date()}
    erased = make(Answer, "begun", call=closed, kept_until=AT.date(), **left)
    Erasure.objects.create(answer=erased, erased_at=AT)
    return closed, erased


def again(offer: Model) -> Model:
    """Another offer like this one."""
    offer = copy(offer)
    offer.pk, offer.code, offer.digest = None, new_code(), f"again{offer.digest[5:]}"
    offer.save()
    return offer


def acting(small: World) -> dict[str, Actor]:
    """Everyone as the house sees her: the actor of her own request."""
    return {
        name: door.get("/aide/droits/", follow=True).wsgi_request.actor for name, door in small.doors.items()
    }


def allowed(rule: str, actors: dict[str, Actor]) -> frozenset[str]:
    """Who may do it on some row."""
    label, _dot, verb = rule.rpartition(".")
    model = apps.get_model(label)
    found = {name for name, actor in actors.items() if visible(model, actor, verb).exists()}
    if rule in OVER and visible(model, VISITOR, verb).filter(pk=OVER[rule]).exists():
        found.add(TOO_LATE)
    return frozenset(found)
