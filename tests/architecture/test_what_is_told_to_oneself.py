"""« Mes données » holds all that is kept of a person: a table that leads to her and is forgotten there is found here.

Every column that leads to a person, to her account or to an engagement of hers, and every table that leads to one
through others, is in `TOLD`, with the place of the copy that holds it, or in `NOT_TOLD`, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import models, transaction

import reciproque.urls  # noqa: F401  (brings in every package, with what it tells)
from reciproque.partnerships.models import Engagement
from reciproque.people.models import Account, Person
from reciproque.people.queries import all_about
from tests.authz import world

TOLD = {
    "foundation.Event.person_ref": "acts",
    "foundation.Message.person_ref": "letters",
    "people.Person.account": "account",
    "people.Membership.person": "positions",
    "people.Mandate.person": "mandates",
    "people.Invitation.invited_by": "invitations_made",
    "people.Acceptance.person": "invitations_accepted",
    "people.Renewal.person": "password_codes",
    "people.Renewal.issued_by": "password_codes_given",
    "people.RenewalUse": "password_codes",
    "titles.Credential.person": "titles.claims",
    "titles.Evidence": "titles.claims",
    "titles.Verification.verified_by": "titles.verifications_made",
    "titles.Withdrawal.withdrawn_by": "titles.withdrawals_made",
    "titles.Qualification.person": "titles.qualifications",
    "titles.OutsideReferent.named_by": "titles.outside_referents_named",
    "titles.Case.owner": "titles.cases_followed",
    "titles.Case.substitute": "titles.cases_followed_as_substitute",
    "titles.Answer": "titles.cases",
    "titles.Suspension.suspended_by": "titles.suspensions_made",
    "titles.Suspension.lift_asked_by": "titles.liftings_asked",
    "titles.Suspension.lifted_by": "titles.liftings_confirmed",
    "titles.Closing.closed_by": "titles.cases_closed",
    "badges.Key.left_by": "signing_keys_left",
    "badges.Issued": "portable_credentials",
    "directory.Sheet.added_by": "directory.added",
    "directory.Sheet.checked_by": "directory.checked",
    "directory.Closure.closed_by": "directory.closed",
    "directory.Withdrawal.withdrawn_by": "directory.services_withdrawn",
    "directory.Feedback.person": "directory.said",
    "directory.Check.closed_by": "directory.checks",
    "directory.Intake.read_by": "directory.files_read",
    "directory.Difference.answered_by": "directory.differences",
    "openings.Opening.person": "openings.hers",
    "openings.Opening.asked_by": "openings.asked",
    "openings.Opening.second": "openings.asked_to_agree",
    "openings.Opening.agreed_by": "openings.agreed",
    "openings.Refusal.refused_by": "openings.refused",
    "openings.End.ended_by": "openings.ended",
    "feeds.Feed.person": "feeds",
    "pathways.Author.person": "pathways.written",
    "pathways.Author.added_by": "pathways.authors_named",
    "pathways.Reading.person": "pathways.read_again",
    "pathways.Pathway.begun_by": "pathways.begun",
    "pathways.Version.begun_by": "pathways.versions_begun",
    "pathways.Publication.published_by": "pathways.published",
    "pathways.Sharing.shared_by": "pathways.shared",
    "pathways.Sharing.ended_by": "pathways.sharing_ended",
    "partnerships.Partnership.founded_by": "partnerships.founded",
    "partnerships.Activation.activated_by": "partnerships.begun",
    "partnerships.Ending.ended_by": "partnerships.ended",
    "partnerships.Ending.reopened_by": "partnerships.reopened",
    "partnerships.Engagement.person": "partnerships.engagements",
    "partnerships.Engagement.role_revised_by": "partnerships.role_sheets_revised",
    "partnerships.Engagement.proposed_by": "partnerships.engagements_proposed",
    "partnerships.Charter.drafted_by": "partnerships.charters_drafted",
    "partnerships.Clause.removed_by": "partnerships.clauses_removed",
    "partnerships.Remark.made_by": "partnerships.remarks",
    "partnerships.RemarkAnswer.answered_by": "partnerships.remarks_answered",
    "partnerships.Signature.engagement": "partnerships.signatures",
    "partnerships.EvaluationRound.owner": "partnerships.evaluations",
    "partnerships.EvaluationRound.substitute": "partnerships.evaluations_as_substitute",
    "partnerships.RoleConfirmation.engagement": "partnerships.role_confirmations",
    "partnerships.Postponement.postponed_by": "partnerships.evaluations_put_off",
    "partnerships.EvaluationAnswer.answered_by": "partnerships.evaluation_answers",
    "partnerships.RoundAction.owner": "partnerships.evaluation_actions",
    "partnerships.RoundClosing.closed_by": "partnerships.evaluations_closed",
    "partnerships.DegreeAim.proposed_by": "partnerships.degrees_proposed",
    "partnerships.DegreeAim.agreed_by": "partnerships.degrees_agreed",
    "partnerships.DegreeSeen.seen_by": "partnerships.degrees_seen",
    "partnerships.Framing.answered_by": "partnerships.framings",
    "partnerships.Concord.noted_by": "partnerships.concords",
    "partnerships.Difference.noted_by": "partnerships.differences",
    "partnerships.Settlement.proposed_by": "partnerships.wordings_proposed",
    "partnerships.Settlement.agreed_by": "partnerships.wordings_agreed",
    "partnerships.Hesitation.engagement": "partnerships.hesitations",
    "partnerships.Readiness.engagement": "partnerships.readiness",
    "partnerships.Need.noted_by": "partnerships.needs",
    "partnerships.Objective.owner_lived": "partnerships.objectives_for_patients",
    "partnerships.Objective.owner_care": "partnerships.objectives_for_professionals",
    "partnerships.Intervention.planned_by": "partnerships.interventions_planned",
    "partnerships.Expected.engagement": "partnerships.expected",
    "partnerships.Holding.recorded_by": "partnerships.interventions_recorded",
    "partnerships.CrossTraining.marked_by": "partnerships.cross_trainings_marked",
    "partnerships.CrossTraining.taken_back_by": "partnerships.cross_trainings_taken_back",
    "partnerships.Cancellation.cancelled_by": "partnerships.interventions_cancelled",
    "partnerships.Contribution.engagement": "partnerships.contributions",
    "partnerships.Contribution.entered_by": "partnerships.contributions_entered_for_others",
    "partnerships.Series.planned_by": "partnerships.series_planned",
    "partnerships.Attendance.engagement": "partnerships.attendances",
    "partnerships.PrivateNote.person": "partnerships.private_notes",
    "partnerships.CheckIn.engagement": "partnerships.check_ins",
    "partnerships.CheckIn.settled_by": "partnerships.check_ins_settled_for_others",
    "hours.Confirmation.confirmed_by": "hours.confirmations_given",
    "hours.Dispute.engagement": "hours.disputes",
    "hours.Dispute.opened_by": "hours.disputes_opened",
    "hours.Dispute.settled_by": "hours.outcomes",
    "hours.Remark.said_by": "hours.remarks",
    "hours.Thanks.engagement": "hours.thanks",
    "hours.Thanks.said_by": "hours.thanks_said",
    "hours.Showing": "hours.thanks_shown",
    "profiles.Facet.person": "profile.parts",
    "profiles.Pick": "profile.parts",
    "profiles.SelfDescription.person": "profile.counted",
    "profiles.MatchingConsent.person": "profile.matching_consents",
    "beginnings.Call.opened_by": "beginnings.calls_opened",
    "beginnings.Call.closed_by": "beginnings.calls_closed",
    "beginnings.Meeting.noted_by": "beginnings.answers_followed",
    "beginnings.Draft.drafted_by": "beginnings.drafts",
    "beginnings.Sponsorship.sponsor": "beginnings.asked_to_sponsor",
    "beginnings.Start.written_by": "beginnings.starts",
    "beginnings.Initiative.person": "beginnings.initiatives",
    "beginnings.FirstMission.engagement": "beginnings.first_missions",
    "missions.Mission.contact": "missions.contact_of",
    "missions.Mission.written_by": "missions.written",
    "missions.Submission.asked_by": "missions.readings_asked",
    "missions.Review.reviewed_by": "missions.read_over",
    "missions.Publication.published_by": "missions.published",
    "missions.Closing.closed_by": "missions.closed",
    "missions.Season.worked_out_by": "missions.seasons",
    "missions.Proposed.person": "missions.proposed_in_seasons",
    "missions.Offer.person": "missions.offered",
    "missions.Offer.made_by": "missions.offers_made",
    "missions.Offer.answered_by": "missions.offers_answered",
    "missions.Taking.engagement": "missions.taken",
    "missions.Choice": "missions.terms_chosen",
    "missions.Mentoring.mentor": "missions.asked_to_mentor",
    "missions.SignUp": "missions.sign_ups",
    "missions.Waiting": "missions.waited_for",
    "load.Rhythm.person": "load.rhythm",
    "load.Free": "load.free",
    "load.Pause.person": "load.pauses",
    "load.PersonLoad.person": "load.periods",
    "load.Override.person": "load.overrides",
    "support.Confidant.person": "support.confidants",
    "support.Confidant.chosen": "support.chosen_by_others",
    "support.Question.person": "support.questions",
    "support.Moment.person": "support.moments",
    "support.Call": "support.calls",
    "support.SupervisionDue.engagement": "support.supervisions_due",
    "support.Facilitation.said_by": "support.facilitations_said",
    "support.Relay.engagement": "support.relays",
    "support.Relay.referent": "support.relays_as_referent",
    "support.Relay.substitute": "support.relays_as_substitute",
    "support.Relay.named_by": "support.relays_named",
    "support.Absence.person": "support.absences",
    "support.Tension.opened_by": "support.tensions_opened",
    "support.Tension.turns_to": "support.tensions_turned_to",
    "support.Tension.answered_by": "support.tensions_answered",
    "voices.Voice.owner": "voices.to_answer",
    "voices.Voice.substitute": "voices.to_answer_as_substitute",
    "voices.Reply.replied_by": "voices.replies",
    "decisions.Decision.recorded_by": "decisions.recorded",
    "decisions.Option.carried_by": "decisions.options_carried",
    "decisions.Commitment.owner": "decisions.commitments",
    "decisions.Commitment.substitute": "decisions.commitments_as_substitute",
    "decisions.Fulfilment.recorded_by": "decisions.fulfilments_recorded",
    "decisions.Review.owner": "decisions.reviews",
    "decisions.Review.substitute": "decisions.reviews_as_substitute",
    "decisions.Review.held_by": "decisions.reviews_held",
    "pay.Rate.written_by": "pay.rates_written",
    "pay.Expense.engagement": "pay.expenses",
    "pay.Receipt": "pay.expenses",
    "pay.Gift": "pay.expenses",
    "pay.Line.engagement": "pay.lines",
    "pay.Batch.sent_by": "pay.batches_sent",
    "pay.Step.by": "pay.steps_taken",
    "pay.Paper.engagement": "pay.papers",
    "pay.Paper.noted_by": "pay.papers_noted_for_others",
    "encounters.Encounter.professional": "encounters",
    "encounters.Line": "encounters",
    "exchange.Import.person": "imports.files",
    "exchange.Removal": "imports.files",
    "exchange.Passage": "imports.passages",
    "exchange.Result": "imports.passages",
}
NOT_TOLD = {
    "people.Revocation": "the invitation was never accepted: it is about nobody who has an account",
    "partnerships.PartnershipMode": "says what the partnership works on, of nobody",
    "partnerships.Hosting": "an organisation carries the partnership: of nobody",
    "partnerships.SeriesDate": "ties a date to its series, which are told where she is expected and came",
    "beginnings.Answer": "somebody else's first name, left without an account",
    "beginnings.Erasure": "of somebody without an account",
    "missions.MissionTask": "what a mission is about, of nobody",
    "missions.MissionLanguage": "what a mission is about, of nobody",
    "missions.SuppliedMeans": "what a mission supplies, to whoever takes it",
    "missions.RequiredTitle": "what a mission asks for, of nobody",
    "missions.Terms": "what a mission offers, to whoever takes it",
    "missions.Slot": "a date of a mission and its places; who signed up is told",
    "directory.Service": "what a structure outside gives, of nobody",
    "voices.Withdrawal": "somebody took her words back: nothing leads to who she is",
    "encounters.Decision": "what two people decided: hers to keep or erase, read on its page as long as she keeps it",
    "decisions.Answering": "ties a decision to a voice, which is somebody else's",
    "pathways.Wording": "what a pathway says to everybody; who wrote it is told",
    "pathways.Step": "what a pathway says to everybody; who wrote it is told",
    "pathways.StepText": "what a pathway says to everybody; who wrote it is told",
    "pathways.Variant": "what a pathway says to everybody; who wrote it is told",
    "pathways.VariantText": "what a pathway says to everybody; who wrote it is told",
    "exchange.Success": "says which passage, already told, went through",
    "exchange.Line": "cells of a file: other people, not who sent it",
}
PEOPLE = {Account, Person, Engagement}


# --- what leads to a person -----------------------------------------------------------------------
def ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("reciproque.")]


def own_columns(model: type[models.Model]) -> Iterator[models.Field]:
    """The columns of a table that hold a person."""
    for column in model._meta.concrete_fields:
        if column.related_model in PEOPLE or column.name.endswith("person_ref"):
            yield column


def leads_to_somebody(model: type[models.Model], through: frozenset = frozenset()) -> bool:
    """Whether a person is found from a row, however far. A table that leads to itself leads nowhere more."""
    if model in PEOPLE or any(own_columns(model)):
        return True
    next_ones = {column.related_model for column in model._meta.concrete_fields if column.is_relation}
    return any(leads_to_somebody(one, through | {model}) for one in next_ones - through - {model})


def personal() -> set[str]:
    """Each column that holds a person; a table without one, when it leads to a table that has."""
    found = set()
    for model in ours():
        columns = {f"{model._meta.label}.{column.name}" for column in own_columns(model)}
        if columns:
            found |= columns
        elif model not in PEOPLE and leads_to_somebody(model):
            found.add(model._meta.label)
    return found


# --- the copy -------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def small_world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic(), time_machine.travel(world.AT, tick=False):
        yield world.build()
        transaction.set_rollback(True)


def at(place: str, copy: dict[str, Any]) -> Any:
    for name in place.split("."):
        copy = copy[name]
    return copy


def somebody_in(label: str) -> Person | None:
    """Whom a column holds, in the first row that has somebody; None where the small world has no such row."""
    if label.count(".") < 2 or label.endswith(".account"):
        return None
    name, column = label.rsplit(".", 1)
    row = apps.get_model(name).objects.exclude(**{column: None}).order_by("pk").first()
    held = getattr(row, column, None)
    if isinstance(held, int):
        return Person.objects.get(pk=held)
    return held.person if isinstance(held, Engagement) else held


def test_all_that_leads_to_a_person_is_told_to_her_or_is_not_for_a_reason():
    assert sorted(personal() - TOLD.keys() - NOT_TOLD.keys()) == []
    assert sorted((TOLD.keys() | NOT_TOLD.keys()) - personal()) == []
    assert TOLD.keys() & NOT_TOLD.keys() == set()


@pytest.mark.django_db
def test_whoever_stands_in_a_row_finds_it_at_the_place_that_is_said(small_world):
    """As far as the small world has such a row; the places themselves are all there, even empty."""
    someone = small_world.actors["partner_in"].person
    held = {label: somebody_in(label) for label in TOLD}
    copies = {one.pk: all_about(one, at=world.AT) for one in {someone, *filter(None, held.values())}}

    missed = []
    for label, person in held.items():
        found = at(TOLD[label], copies[(person or someone).pk])
        assert isinstance(found, list | dict), label
        if person and not found:
            missed.append(label)

    assert missed == []
