"""What is kept of somebody's titles, told to herself: claims with what supports them, hours, cases, what she did."""

from __future__ import annotations

from typing import Any

from reciproque.people.models import Person
from reciproque.people.queries import told_lines, told_to_herself

from ..models import (
    Case,
    Closing,
    Credential,
    Evidence,
    OutsideReferent,
    Qualification,
    Suspension,
    Verification,
    Withdrawal,
)

QUESTIONS = ("sells", "industry", "movement")


@told_to_herself("titles")
def _titles(person: Person) -> dict[str, Any]:
    return {
        "claims": _claims(person),
        "qualifications": told_lines(
            Qualification.objects.filter(person=person),
            hours="hours",
            required="required",
            rules_since="rules_since",
            granted_on="granted_on",
            valid_until="valid_until",
            ended_on="ended_on",
        ),
        "cases": _cases(person),
        **_done_for_others(person),
    }


def _claims(person: Person) -> list[dict[str, Any]]:
    """Each claim with its documents, without their bytes, and who vouched for it. Three queries."""
    rows = Credential.objects.filter(person=person).order_by("pk")
    documents, verifications = _by_claim(_documents(person)), _by_claim(_verifications(person))
    return [
        {
            "nature": claim.nature,
            "name": str(claim),
            "provider": claim.provider,
            "topic": claim.topic,
            "hours": claim.hours,
            "content": claim.content,
            "ended_on": claim.ended_on,
            "asked_of": claim.asked_of and claim.asked_of.name,
            "interests": {name: getattr(claim, name) for name in QUESTIONS} | {"words": claim.interests},
            "declared_at": claim.declared_at,
            "public_code": claim.public_code,
            "documents": documents.get(claim.pk, []),
            "verifications": verifications.get(claim.pk, []),
            "withdrawal": {
                "by_herself": claim.withdrawal.by_holder,
                "reason": claim.withdrawal.reason,
                "withdrawn_at": claim.withdrawal.withdrawn_at,
            }
            if hasattr(claim, "withdrawal")
            else None,
        }
        for claim in rows.select_related("title", "asked_of", "withdrawal")
    ]


def _by_claim(lines: list[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    sorted_out: dict[int, list[dict[str, Any]]] = {}
    for line in lines:
        sorted_out.setdefault(line.pop("claim"), []).append(line)
    return sorted_out


def _documents(person: Person) -> list[dict[str, Any]]:
    return told_lines(
        Evidence.objects.filter(credential__person=person),
        claim="credential_id",
        name="name",
        kind="kind",
        size="size",
        added_at="added_at",
    )


def _verifications(person: Person) -> list[dict[str, Any]]:
    return told_lines(
        Verification.objects.filter(credential__person=person),
        claim="credential_id",
        organisation="organisation__name",
        verified_by="verified_by__name",
        means="means",
        seen="seen",
        verified_on="verified_on",
        valid_until="valid_until",
        lasts="lasts",
        rules_since="rules_since",
        recorded_at="recorded_at",
    )


def _cases(person: Person) -> list[dict[str, Any]]:
    """Those she is named in, as she reads them; never who reported them, nor how to reach them."""
    return told_lines(
        Case.objects.filter(credential__person=person),
        number="code",
        claim="credential__public_code",
        organisation="organisation__name",
        reported="text",
        reported_at="reported_at",
        due_on="due_on",
        her_answer="answer__text",
        answered_at="answer__answered_at",
        suspension_reason="suspension__reason",
        suspended_by="suspension__suspended_by__name",
        suspended_at="suspension__suspended_at",
        suspension_lifted_at="suspension__lifted_at",
        outcome="closing__outcome",
        outcome_reason="closing__reason",
        closed_by="closing__closed_by__name",
        closed_at="closing__closed_at",
    )


def _done_for_others(person: Person) -> dict[str, Any]:
    house = {"organisation": "case__organisation__name"}
    followed = {"organisation": "organisation__name", "due_on": "due_on"}
    return {
        "verifications_made": told_lines(
            Verification.objects.filter(verified_by=person),
            organisation="organisation__name",
            means="means",
            verified_on="verified_on",
        ),
        "withdrawals_made": told_lines(
            Withdrawal.objects.filter(withdrawn_by=person, by_holder=False), withdrawn_at="withdrawn_at"
        ),
        "cases_followed": told_lines(Case.objects.filter(owner=person), **followed),
        "cases_followed_as_substitute": told_lines(Case.objects.filter(substitute=person), **followed),
        "suspensions_made": told_lines(
            Suspension.objects.filter(suspended_by=person), suspended_at="suspended_at", **house
        ),
        "liftings_asked": told_lines(
            Suspension.objects.filter(lift_asked_by=person), asked_at="lift_asked_at", **house
        ),
        "liftings_confirmed": told_lines(
            Suspension.objects.filter(lifted_by=person), lifted_at="lifted_at", **house
        ),
        "cases_closed": told_lines(Closing.objects.filter(closed_by=person), closed_at="closed_at", **house),
        "outside_referents_named": told_lines(
            OutsideReferent.objects.filter(named_by=person),
            organisation="organisation__name",
            referent="referent__name",
            named_at="named_at",
            ended_at="ended_at",
        ),
    }
