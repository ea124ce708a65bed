"""A misuse reported by anybody: heard, suspended if it must be, closed in words; nobody is withdrawn unheard."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.parameters import value
from reciproque.foundation.verbs import verb
from reciproque.people.kinds import Role
from reciproque.people.models import Membership, Person
from reciproque.people.queries.hats import in_force

from .. import rules
from ..models import Answer, Case, Closing, Credential, Suspension, Withdrawal
from ..queries.outside import answers_for
from .vouching import recount

SHORTEST = 15


@verb(Credential, "report", keeps=(), unkeyed=True)
def report(claim: Credential, *, by: Actor, at: datetime, text: str, contact: str = "") -> Case:
    """Report a misuse of a title, without an account. The case goes to whoever vouches for the title.

    When nobody vouches for it, nor was asked to, it goes to a house she belongs to, where somebody can answer.

    Its `code` is the number to give; an answer is due `titles.case_days` later. Raises ValidationError for a text
    too short to be looked into.
    """
    if len(text.strip()) < SHORTEST:
        raise ValidationError({"text": _("Dites en une phrase ce qui s’est passé, et quand.")})
    today = timezone.localdate(at)
    organisation_id = answers_for(claim, on=today)
    owner, substitute = (*_referents(organisation_id, claim, at), None, None)[:2]
    days = value(rules.CASE_DAYS.name, on=today, organisation_id=organisation_id)
    return Case.objects.create(
        credential=claim,
        organisation_id=organisation_id,
        text=text.strip(),
        contact=contact.strip(),
        owner=owner,
        substitute=substitute,
        reported_at=at,
        triggered_on=today,
        due_on=today + timedelta(days=days),
    )


def _referents(organisation_id: int | None, claim: Credential, at: datetime) -> list[Person]:
    """Who coordinates the organisation that answers for the title, the person herself left out."""
    held = Membership.objects.filter(
        in_force(timezone.localdate(at)), organisation=organisation_id, role=Role.COORDINATOR
    )
    return [
        one.person for one in held.exclude(person=claim.person_id).select_related("person").order_by("pk")
    ]


@verb(Case, "answer", keeps=())
def answer(case: Case, *, by: Actor, at: datetime, text: str) -> Answer:
    """What the person named says of it. It is read with the case, and nothing is withdrawn before."""
    return Answer.objects.create(case=case, text=text.strip(), answered_at=at)


@verb(Case, "suspend", keeps=("reason",))
def suspend(case: Case, *, by: Actor, at: datetime, reason: str) -> Suspension:
    """Suspend the title while the case is looked into: every page says so at the next click."""
    return Suspension.objects.create(case=case, reason=reason, suspended_by_id=by.person_id, suspended_at=at)


@verb(Suspension, "ask_to_lift", keeps=())
def ask_to_lift(suspension: Suspension, *, by: Actor, at: datetime) -> Suspension:
    """Ask that a suspension be lifted: somebody else of the organisation confirms it."""
    suspension.lift_asked_by_id, suspension.lift_asked_at = by.person_id, at
    suspension.save(update_fields=["lift_asked_by", "lift_asked_at"])
    return suspension


@verb(Suspension, "lift", keeps=())
def lift(suspension: Suspension, *, by: Actor, at: datetime) -> Suspension:
    """Lift a suspension that somebody else asked to lift: it takes two (trust decision D17)."""
    suspension.lifted_by_id, suspension.lifted_at = by.person_id, at
    suspension.save(update_fields=["lifted_by", "lifted_at"])
    return suspension


@verb(Case, "close", keeps=("outcome", "reason"))
def close(case: Case, *, by: Actor, at: datetime, outcome: str, reason: str) -> Closing:
    """Say how a case ends, in words its reporter may read.

    A title is withdrawn only once the person answered, or let the time for it pass. Raises ValidationError for a
    title still suspended that would go on: lifting takes two.
    """
    today = timezone.localdate(at)
    if outcome == Closing.Outcome.WITHDRAWN:
        days = value(rules.REPLY_DAYS.name, on=today, organisation_id=by.organisation_id)
        heard = hasattr(case, "answer") or (today - timezone.localdate(case.reported_at)).days >= days
        if not heard:
            raise ValidationError(
                {
                    "outcome": ValidationError(
                        _("La personne n’a pas encore répondu : elle a %(days)s jours pour le faire."),
                        params={"days": days},
                    )
                }
            )
        Withdrawal.objects.get_or_create(
            credential=case.credential,
            defaults={
                "by_holder": False,
                "reason": reason,
                "withdrawn_by_id": by.person_id,
                "withdrawn_at": at,
            },
        )
        recount(case.credential, on=today)
    elif Suspension.objects.filter(case=case, lifted_at=None).exists():
        raise ValidationError(
            {"outcome": _("Le titre est encore suspendu : faites d’abord lever la suspension, à deux.")}
        )
    return Closing.objects.create(
        case=case, outcome=outcome, reason=reason, closed_by_id=by.person_id, closed_at=at
    )
