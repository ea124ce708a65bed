"""What an organisation says of a claim: we made sure, by this means, until this day; or, not any more."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.clock import months_later
from reciproque.foundation.parameters import since, value
from reciproque.foundation.verbs import rewrite, verb
from reciproque.people.models import Organisation, Person

from .. import rules
from ..kinds import Lasts, Means, Nature, Topic
from ..models import Case, Credential, Qualification, Verification, Withdrawal
from ..queries.standing import etp_hours, qualification_of


@verb(Credential, "verify", keeps=("means", "seen", "valid_until"))
def verify(
    claim: Credential,
    *,
    by: Actor,
    at: datetime,
    means: str,
    seen: str = "",
    valid_until: date | None = None,
    lasts: str = Lasts.DATE,
) -> Verification:
    """Vouch for a claim in the name of one's organisation, by the rules of today.

    Without `valid_until`, it holds as long as the parameter says. When the hours of therapeutic education now
    add up, the person is qualified. Raises ValidationError when no document is named though one was seen, and
    for a date gone by.
    """
    today = timezone.localdate(at)
    months = value(rules.VALID_MONTHS.name, on=today, organisation_id=by.organisation_id)
    until = valid_until or months_later(today, months)
    wrong = {}
    if means == Means.DOCUMENT and not seen.strip():
        wrong["seen"] = ValidationError(
            _("Quelle pièce avez-vous vue ? Son nom suffit : « attestation du 3 mai ».")
        )
    if until < today:
        wrong["valid_until"] = ValidationError(_("Cette date est passée."))
    if wrong:
        raise ValidationError(wrong)
    vouched = Verification(
        credential=claim,
        organisation_id=by.organisation_id,
        verified_by_id=by.person_id,
        means=means,
        seen=seen.strip(),
        verified_on=today,
        valid_until=until,
        lasts=lasts,
        rules_since=since(rules.ETP_HOURS.name, on=today),
        recorded_at=at,
    )
    vouched.clean_fields()
    vouched.save()
    _qualify(claim, on=today)
    return vouched


@verb(Credential, "withdraw", keeps=("reason",))
def withdraw(claim: Credential, *, by: Actor, at: datetime, reason: str) -> Credential:
    """Stop vouching, for good, with a reason that the person reads.

    Raises ValidationError while a case is open in which she may still answer: she is heard first.
    """
    today = timezone.localdate(at)
    unheard = Case.objects.filter(credential=claim, closing=None, answer=None)
    for case in unheard:
        days = value(rules.REPLY_DAYS.name, on=today, organisation_id=by.organisation_id)
        if (today - timezone.localdate(case.reported_at)).days < days:
            raise ValidationError(
                _("La personne n’a pas encore répondu au signalement : elle a %(days)s jours pour le faire."),
                params={"days": days},
            )
    Withdrawal.objects.create(
        credential=claim, by_holder=False, reason=reason, withdrawn_by_id=by.person_id, withdrawn_at=at
    )
    recount(claim, on=today)
    return claim


# --- the hours of therapeutic education -----------------------------------------------------------
def _qualify(claim: Credential, *, on: date) -> None:
    if claim.nature != Nature.TRAINING or claim.topic != Topic.ETP:
        return
    person = claim.person_id
    required = value(rules.ETP_HOURS.name, on=on)
    counted = etp_hours(person, on=on)
    if counted.verified < required or qualification_of(person, on=on) is not None:
        return
    months = value(rules.QUALIFIED_MONTHS.name, on=on)
    Qualification.objects.create(
        person=Person(pk=person),
        hours=counted.verified,
        required=required,
        rules_since=since(rules.ETP_HOURS.name, on=on),
        granted_on=on,
        valid_until=min(months_later(on, months), counted.until or date.max),
    )


def recount(claim: Credential, *, on: date) -> None:
    """A training counts no more: the qualification that rested on it ends, if its hours are missed."""
    held = qualification_of(claim.person_id, on=on)
    if held is not None:
        end_if_missed(held, on=on)


def end_if_missed(held: Qualification, *, on: date) -> None:
    """End a qualification whose hours are no longer all vouched for."""
    if etp_hours(held.person_id, on=on).verified < held.required:
        rewrite(held, ended_on=on)


@verb(Qualification, "recount")
def recount_hours(held: Qualification, *, by: Actor, at: datetime) -> Qualification:
    """Look again at the hours of somebody qualified: what happened to her may have ended what vouched for them."""
    end_if_missed(held, on=timezone.localdate(at))
    return held


@verb(Organisation, "verify_claims", keeps=("means", "seen", "valid_until"))
def verify_claims(
    organisation: Organisation, *, by: Actor, at: datetime, claims: list[str], **how: object
) -> list[Verification]:
    """Vouch for several claims in the same way: an issuer with its own register. All of them, or none."""
    found = Credential.objects.filter(code__in=claims).order_by("pk")
    return [verify(claim, by=by, at=at, **how) for claim in found]
