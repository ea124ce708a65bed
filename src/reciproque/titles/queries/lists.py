"""Lists of titles and claims: the vocabulary, mine, those one is asked to vouch for, and what waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reciproque.foundation.actor import Actor
from reciproque.foundation.deadlines import Facts, Waiting, facts_of, waits
from reciproque.foundation.models import searched
from reciproque.foundation.parameters import value
from reciproque.foundation.policy import visible
from reciproque.people.kinds import Role
from reciproque.people.models import Membership, Organisation

from .. import rules
from ..kinds import STANDING, Field, Nature, State
from ..models import Credential, Evidence, Qualification, Title, Verification
from .standing import UNTIL_SOON_DAYS, Hours, etp_hours, qualification_of, with_state


def titles_in_use() -> QuerySet[Title]:
    """The titles one may claim: those not folded into another, in the order of the fields."""
    return Title.objects.filter(merged_into=None).order_by("pk")


def vocabulary(*, words: str = "") -> list[tuple[Field, list[Title]]]:
    """The titles by field; a word of a folded title finds the one it was folded into. Two queries."""
    rows = Title.objects.filter(merged_into=None).prefetch_related("merged").order_by("pk")
    for word in searched(words):
        rows = rows.filter(Q(plain__contains=word) | Q(merged__plain__contains=word))
    found: dict[str, list[Title]] = {}
    for one in rows.distinct():
        found.setdefault(one.field, []).append(one)
    return [(Field(field), found[field]) for field in Field.values if field in found]


def may_be_asked(actor: Actor) -> QuerySet[Organisation]:
    """Organisations with somebody to answer: a coordination other than the person herself."""
    someone = Membership.objects.filter(organisation=OuterRef("pk"), role=Role.COORDINATOR, ends_on=None)
    return (
        visible(Organisation, actor)
        .filter(Exists(someone.exclude(person=actor.person_id)))
        .order_by("name", "pk")
    )


@dataclass(frozen=True)
class Mine:
    """What a person claims, and how far her hours of therapeutic education go."""

    titles: list[Credential]
    trainings: list[Credential]
    hours: Hours
    required: int
    qualification: Qualification | None


def mine(actor: Actor, *, on: date) -> Mine:
    """Everything a person claims, the latest first; four queries."""
    rows = with_state(Credential.objects.filter(person=actor.person_id), on=on)
    claims = list(rows.select_related("title", "asked_of").order_by("-declared_at", "-pk"))
    person = actor.person_id or 0
    return Mine(
        titles=[one for one in claims if one.nature == Nature.TITLE],
        trainings=[one for one in claims if one.nature == Nature.TRAINING],
        hours=etp_hours(person, on=on),
        required=value(rules.ETP_HOURS.name, on=on),
        qualification=qualification_of(person, on=on),
    )


def to_verify(actor: Actor, *, on: date) -> list[Credential]:
    """Claims the organisation of the hat is asked to vouch for, and does not, the oldest first. Two queries."""
    asked = visible(Credential, actor, "verify")
    rows = with_state(asked, on=on).filter(state__in=(State.DECLARED, State.EXPIRED))
    return list(
        rows.select_related("person", "title").prefetch_related("evidence").order_by("declared_at", "pk")
    )


def with_page() -> QuerySet[Credential]:
    """A claim with what its page shows: its words, whom it is asked of, its documents, who vouched and when."""
    vouched = Verification.objects.select_related("organisation", "verified_by").order_by("-pk")
    return Credential.objects.select_related("person", "title", "asked_of", "withdrawal").prefetch_related(
        Prefetch("verifications", vouched), "evidence"
    )


def proofs_joined() -> QuerySet[Evidence]:
    return Evidence.objects.select_related("credential__title", "credential__person")


def state_of(claim: Credential, *, on: date) -> Credential:
    """The same claim carrying its state (see with_state). One query."""
    stated = with_state(Credential.objects.filter(pk=claim.pk), on=on).get()
    for name in ("state", "vouched_by", "vouched_on", "valid_until", "means"):
        setattr(claim, name, getattr(stated, name))
    return claim


# --- what waits -----------------------------------------------------------------------------------
def _asked_told(facts: Facts, today: date) -> Iterator[Waiting]:
    number = facts["number"]
    yield Waiting(
        title=ngettext("%(n)d titre ou formation à vérifier", "%(n)d titres ou formations à vérifier", number)
        % {"n": number},
        detail=_("On demande à votre structure de s’en assurer."),
        url=reverse("titles:to_verify"),
        action=_("Vérifier"),
        icon="badge-check",
        tone="institution",
    )


@waits(_asked_told)
def claims_asked(actor: Actor, today: date) -> QuerySet | None:
    """Claims never verified that the organisation of the hat is asked to vouch for, as one line."""
    if actor.role != Role.COORDINATOR:
        return None
    asked = visible(Credential, actor, "verify").filter(verifications=None)
    counted = asked.order_by().values("asked_of").annotate(number=Count("pk"))
    return facts_of(counted, number="number")


def ending_on(day: date, *, today: date) -> list[Credential]:
    """Claims that stand today and whose verification ends on that day."""
    rows = with_state(Credential.objects.filter(withdrawal=None), on=today)
    return list(rows.filter(valid_until=day, state__in=STANDING).order_by("pk"))


def _ending_told(facts: Facts, today: date) -> Iterator[Waiting]:
    until = date.fromisoformat(facts["until"])
    yield Waiting(
        title=_("Une de vos vérifications prend fin bientôt"),
        detail=_("Demandez à votre structure de la renouveler."),
        url=reverse("titles:credential", args=[facts["code"]]),
        action=_("Voir"),
        icon="hourglass",
        tone="warn",
        due_on=until,
    )


@waits(_ending_told)
def ending_soon(actor: Actor, today: date) -> QuerySet:
    """One's own claims whose verification ends within sixty days."""
    soon = today + timedelta(days=UNTIL_SOON_DAYS)
    rows = with_state(Credential.objects.filter(person=actor.person_id, withdrawal=None), on=today)
    return facts_of(rows.filter(state__in=STANDING, valid_until__lte=soon), code="code", until="valid_until")
