"""A pathway is written by both sides, read again by both as it stands, then never changes."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from reciproque.foundation.policy import Refused, may
from reciproque.foundation.verbs import Stale
from reciproque.pathways import verbs
from reciproque.pathways.kinds import Side, StepKind, Verdict
from reciproque.pathways.models import Author, Pathway, Version
from reciproque.pathways.queries import current_version, deadline_days, steps_of
from reciproque.pathways.queries.contents import content_of
from reciproque.pathways.queries.differences import differences
from reciproque.pathways.queries.telling import authors_of, telling
from reciproque.pathways.queries.waiting import drafts_to_publish, drafts_to_read
from reciproque.people.kinds import Role
from reciproque.people.verbs import set_parameter
from tests import cast
from tests.builders import partnerships, people
from tests.builders import pathways as build
from tests.cast import NOON, TODAY

pytestmark = pytest.mark.django_db


def words_of(error) -> str:
    return " ".join(error.value.messages)


# --- what a step tells ------------------------------------------------------------------------------
@pytest.mark.spec("D1", "S2-31")
def test_the_priority_pathway_goes_from_the_doctor_to_the_nurse_to_the_peers_on_one_day():
    version = current_version(build.published())

    steps = steps_of(version, "fr")

    assert [step.kind for step in steps] == [
        StepKind.SCREENING,
        StepKind.CONSENT,
        StepKind.PHYSICIAN,
        StepKind.NURSE,
        StepKind.PEERS,
        StepKind.SOCIAL,
        StepKind.CHECKPOINT,
    ]
    _screening, _consent, physician, nurse, peers, *_rest = steps
    assert (nurse.same_day, peers.same_day, peers.offered, physician.offered) == (True, True, True, False)
    told = (physician.what, physician.who, physician.where, physician.why, physician.bring, physician.minutes)
    assert all(told)


@pytest.mark.spec("D1", "D2")
def test_the_fifteen_days_are_a_dated_sourced_number_that_a_house_may_change():
    pathway = build.published()
    physician = steps_of(current_version(pathway), "fr")[2]

    shipped = deadline_days(physician, on=TODAY, organisation_id=pathway.organisation_id)

    assert (shipped, physician.trigger, physician.days) == (15, "le résultat est connu du service", None)
    others = [deadline_days(one, on=TODAY) for one in steps_of(current_version(pathway), "fr")]
    assert others == [None, None, 15, None, None, None, 90]


def test_a_house_that_gives_itself_ten_days_promises_ten_from_that_day_on():
    pathway = build.published()
    physician = steps_of(current_version(pathway), "fr")[2]
    set_parameter(
        cast.chu(),
        by=cast.actor_of(cast.nadia()),
        at=NOON,
        name="pathway.priority_appointment",
        value="10",
        starts_on=TODAY,
        source="Réunion de service",
    )

    days = [
        deadline_days(physician, on=on, organisation_id=cast.chu().pk) for on in (date(2026, 11, 1), TODAY)
    ]

    assert days == [15, 10]
    assert deadline_days(physician, on=TODAY, organisation_id=cast.msp().pk) == 15


def test_a_delay_says_what_starts_it_and_is_one_delay_alone():
    pathway = build.adopted()
    step = build.draft(pathway).steps.get(kind=StepKind.SOCIAL)

    with pytest.raises(ValidationError) as silent:
        build.rewritten(step, cast.karim(), days=20)
    with pytest.raises(ValidationError) as double:
        build.rewritten(step, cast.karim(), days=20, delay="pathway.priority_appointment", trigger="l’accord")

    assert (list(silent.value.message_dict), list(double.value.message_dict)) == (["trigger"], ["days"])


# --- neutral names ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "name", ["Rendez-vous hépatites", "Suivi VHC", "Service d’hépatologie", "Cancer : suite"]
)
def test_a_neutral_name_never_names_an_illness(name):
    step = build.draft(build.adopted()).steps.first()

    with pytest.raises(ValidationError) as refused:
        build.rewritten(step, cast.karim(), neutral=name)

    assert list(refused.value.message_dict) == ["neutral"]


def test_a_neutral_name_does_not_say_the_condition_in_the_words_of_the_house_either():
    version = build.draft(build.adopted())
    wording = version.wordings.get(language="fr")
    said = {"title": "Fibro", "neutral": "Mes rendez-vous", "condition": "Fibromyalgie", "lost": wording.lost}
    verbs.revise_wording(wording, by=cast.actor_of(cast.karim()), at=NOON, version=wording.version, **said)

    with pytest.raises(ValidationError):
        build.rewritten(version.steps.first(), cast.karim(), neutral="Atelier fibromyalgie")


# --- who wrote, who read again ----------------------------------------------------------------------
@pytest.mark.spec("D1", "S1-38")
def test_whoever_writes_is_named_with_both_sides_and_in_the_versions_after():
    pathway = build.adopted()
    first = build.draft(pathway)
    build.rewritten(first.steps.first(), cast.karim(), why="Pour savoir.")
    build.rewritten(first.steps.first(), cast.nurse(), who="Une infirmière.")
    verbs.credit(first, by=cast.actor_of(cast.karim()), at=NOON, name="Awa", side=Side.LIVED)
    build.publish(pathway)
    second = verbs.begin_version(pathway, by=cast.actor_of(cast.karim()), at=NOON)

    named = [(str(one), one.side) for one in authors_of(second)]

    assert named == [("Karim Sow", "lived"), ("Solène Kervella", "care"), ("Awa", "lived")]


@pytest.mark.spec("D1", "S1-38")
@pytest.mark.parametrize(("reader", "lacking"), [("nurse", "personne concernée"), ("karim", "professionnel")])
def test_a_version_read_again_by_one_side_alone_is_not_published(reader, lacking):
    version = build.draft(build.adopted())
    build.read_again(version, getattr(cast, reader)())

    with pytest.raises(Refused) as refused:
        verbs.publish(version, by=cast.actor_of(cast.nadia()), at=NOON)

    assert lacking in str(refused.value.reason)


def test_a_reading_counts_for_what_was_read_and_not_for_what_came_after():
    pathway = build.adopted()
    version = build.draft(pathway)
    for reader in (cast.nurse(), cast.karim()):
        build.read_again(version, reader)
    build.rewritten(version.steps.first(), cast.nurse(), what="Autre chose.")

    with pytest.raises(Refused):
        verbs.publish(version, by=cast.actor_of(cast.nadia()), at=NOON)

    build.publish(pathway)
    assert current_version(pathway) == version


@pytest.mark.parametrize("change", ["wording", "variant", "order", "removal", "language"])
def test_every_change_asks_for_another_reading(change):
    version = build.draft(build.adopted())
    before, by = version.version, cast.actor_of(cast.karim())
    step = version.steps.all()[1]
    wording = version.wordings.get(language="fr")
    said = {"title": "Autre", "neutral": "Rendez-vous", "lost": wording.lost, "version": wording.version}
    acts = {
        "wording": lambda: verbs.revise_wording(wording, by=by, at=NOON, **said),
        "variant": lambda: verbs.vary(
            step, by=by, at=NOON, kind="nuit", language="fr", part="where", words="Le soir."
        ),
        "order": lambda: verbs.move_step(step, by=by, at=NOON, up=True),
        "removal": lambda: verbs.remove_step(step, by=by, at=NOON),
        "language": lambda: verbs.add_language(version, by=by, at=NOON, language="snk"),
    }

    acts[change]()

    version.refresh_from_db()
    assert version.version == before + 1


def test_not_yet_says_what_is_missing_and_keeps_it_from_being_published():
    version = build.draft(build.adopted())
    build.read_again(version, cast.karim())
    with pytest.raises(ValidationError):
        build.read_again(version, cast.nurse(), Verdict.NOT_YET)

    build.read_again(version, cast.nurse(), Verdict.NOT_YET, "L’étage n’est pas dit.")

    assert not may(cast.actor_of(cast.nadia()), "publish", version)
    assert version.readings.get(person=cast.nurse()).missing == "L’étage n’est pas dit."


def test_somebody_with_two_hats_does_not_read_again_for_both_sides():
    lucie = cast.lucie()
    pathway = build.adopted(by=lucie, house=cast.passerelle())
    verbs_by = cast.actor_of(lucie, cast.passerelle())
    version = build.draft(pathway)
    build.read_again(version, lucie, hat=cast.passerelle())
    assert verbs_by.role == Role.PROFESSIONAL

    people.member(cast.passerelle(), lucie, Role.PARTNER)
    partner = next(
        one.code for one in lucie.memberships.filter(organisation=cast.passerelle(), role=Role.PARTNER)
    )
    build.read_again(version, lucie, hat=partner)

    assert [one.side for one in version.readings.all()] == ["lived"]


def test_the_coordination_publishes_and_reads_again_for_nobody():
    version = build.draft(build.adopted())

    with pytest.raises(Refused):
        build.read_again(version, cast.nadia())
    for reader in (cast.nurse(), cast.karim()):
        build.read_again(version, reader)
    with pytest.raises(Refused):
        verbs.publish(version, by=cast.actor_of(cast.karim()), at=NOON)

    assert verbs.publish(version, by=cast.actor_of(cast.nadia()), at=NOON) == version


def test_what_changed_under_her_eyes_is_not_what_she_read():
    version = build.draft(build.adopted())
    seen = version.version
    build.rewritten(version.steps.first(), cast.nurse(), what="Autre chose.")

    with pytest.raises(Stale):
        verbs.read_again(
            version, by=cast.actor_of(cast.karim()), at=NOON, version=seen, verdict=Verdict.READY
        )


# --- published: never changed again -------------------------------------------------------------------
@pytest.mark.spec("D1", "S1-38")
def test_a_published_version_never_changes_and_those_on_the_way_keep_it():
    pathway = build.published()
    first = current_version(pathway)
    with pytest.raises(Refused, match="elle ne change plus"):
        build.rewritten(first.steps.first(), cast.karim(), what="Autre chose.")
    second = verbs.begin_version(pathway, by=cast.actor_of(cast.karim()), at=NOON)
    build.rewritten(second.steps.first(), cast.karim(), what="Un nouveau test.")

    assert current_version(pathway) == first
    build.publish(pathway)

    assert current_version(pathway) == second
    assert steps_of(Version.objects.get(pk=first.pk), "fr")[0].what.startswith("On vous propose un test.")
    assert steps_of(Version.objects.get(pk=second.pk), "fr")[0].what == "Un nouveau test."


@pytest.mark.spec("S2-35")
def test_aiming_at_another_condition_is_a_new_version_of_the_same_history():
    pathway = build.published()
    second = verbs.begin_version(pathway, by=cast.actor_of(cast.karim()), at=NOON)
    wording = second.wordings.get(language="fr")
    said = {"title": wording.title, "neutral": wording.neutral, "lost": wording.lost, "aim": wording.aim}
    verbs.revise_wording(
        wording,
        by=cast.actor_of(cast.nurse()),
        at=NOON,
        version=wording.version,
        condition="Hépatite B",
        **said,
    )
    build.publish(pathway)

    tags = [
        (one.number, one.wordings.get(language="fr").condition) for one in pathway.versions.order_by("number")
    ]
    (change,) = differences(*pathway.versions.order_by("number"))

    assert tags == [(1, "Hépatites"), (2, "Hépatite B")]
    assert [label for label, _runs in change.lines] == ["Pour quoi"]
    assert Pathway.objects.count() == 1


@pytest.mark.spec("S2-36")
def test_a_pathway_is_not_used_before_it_says_who_is_lost_from_sight():
    pathway = build.adopted()
    version = build.draft(pathway)
    wording = version.wordings.get(language="fr")
    said = {"title": wording.title, "neutral": wording.neutral}
    by = cast.actor_of(cast.karim())
    verbs.revise_wording(wording, by=by, at=NOON, version=wording.version, lost="", **said)

    with pytest.raises(ValidationError) as refused:
        build.publish(pathway)
    assert "perdue de vue" in words_of(refused)

    wording.refresh_from_db()
    lost = "Trente jours sans nouvelles."
    by = cast.actor_of(cast.karim())
    verbs.revise_wording(wording, by=by, at=NOON, version=wording.version, lost=lost, **said)
    told = telling(build.publish(pathway), wanted="fr", on=TODAY)
    assert told.lost == lost


def test_two_drafts_are_never_under_way_at_once():
    pathway = build.adopted()

    with pytest.raises(Refused, match="déjà en cours"):
        verbs.begin_version(pathway, by=cast.actor_of(cast.karim()), at=NOON)


def test_differences_tell_what_was_added_taken_out_moved_and_rewritten():
    pathway = build.published()
    old = current_version(pathway)
    new = verbs.begin_version(pathway, by=cast.actor_of(cast.karim()), at=NOON)
    steps = list(new.steps.all())
    words = {"name": "Le bus", "neutral": "Le bus", "what": "On vous offre un ticket."}
    verbs.remove_step(steps[0], by=cast.actor_of(cast.karim()), at=NOON)
    build.rewritten(steps[3], cast.karim(), bring="Vos questions.")
    verbs.add_step(new, by=cast.actor_of(cast.karim()), at=NOON, kind=StepKind.OTHER, **words)

    found = {one.name: one.state for one in differences(old, Version.objects.get(pk=new.pk))}

    assert found["3. L’entretien infirmier"] == "changed"
    assert (found["7. Le bus"], found["Le dépistage"]) == ("added", "removed")


# --- who ----------------------------------------------------------------------------------------------
def test_people_engaged_in_the_partnership_write_and_read_its_pathway_from_another_house():
    karim, lucie = cast.karim(), cast.lucie()
    partnership = partnerships.met(cast.nurse(), lucie)
    pathway = build.adopted(partnership=partnership)
    elsewhere = build.adopted(build.MEDIATION)
    engaged = partnerships.actor(partnership, "lived")

    assert may(engaged, "read_again", build.draft(pathway))
    verbs.add_language(build.draft(pathway), by=engaged, at=NOON, language="snk")
    assert Author.objects.get(of=build.draft(pathway)).person == lucie
    assert may(cast.actor_of(karim), "see", elsewhere)
    assert not may(cast.actor_of(cast.charlie()), "see", pathway)


def test_a_pathway_is_tied_to_a_partnership_of_its_own_house_alone():
    partnership = partnerships.met()
    ours, theirs = build.adopted(), build.adopted(by=cast.charlie(), house=cast.elsewhere())

    with pytest.raises(ValidationError):
        verbs.tie(theirs, by=cast.actor_of(cast.charlie()), at=NOON, version=1, partnership=partnership)

    tied = verbs.tie(ours, by=cast.actor_of(cast.nadia()), at=NOON, version=1, partnership=partnership)
    assert tied.partnership == partnership


def test_another_house_reads_what_is_shared_and_published_and_begins_from_it():
    pathway = build.published()
    charlie = cast.actor_of(cast.charlie())
    version = current_version(pathway)
    assert not may(charlie, "see", pathway)
    verbs.share(pathway, by=cast.actor_of(cast.nadia()), at=NOON)
    following = verbs.begin_version(pathway, by=cast.actor_of(cast.karim()), at=NOON)

    seen = (may(charlie, "see", pathway), may(charlie, "see", version), may(charlie, "see", following))
    assert seen == (True, True, False)

    mine = verbs.begin_pathway(
        cast.elsewhere(), by=charlie, at=NOON, content=content_of(version), drawn_from=version
    )
    verbs.keep_in(pathway, by=cast.actor_of(cast.nadia()), at=NOON)
    assert not may(charlie, "see", pathway)
    assert [one.name for one in steps_of(build.draft(mine), "fr")] == [
        one.name for one in steps_of(version, "fr")
    ]


def test_nobody_begins_from_what_is_not_shared():
    version = current_version(build.published())

    with pytest.raises(ValidationError):
        verbs.begin_pathway(
            cast.elsewhere(),
            by=cast.actor_of(cast.charlie()),
            at=NOON,
            content=content_of(version),
            drawn_from=version,
        )


# --- what waits ---------------------------------------------------------------------------------------
def test_a_draft_waits_for_those_who_wrote_it_then_for_the_coordination():
    version = build.draft(build.adopted())
    build.rewritten(version.steps.first(), cast.karim(), why="Pour savoir.")
    karim, nadia = cast.actor_of(cast.karim()), cast.actor_of(cast.nadia())

    assert len(cast.waiting(drafts_to_read, karim, TODAY)) == 1
    assert cast.waiting(drafts_to_publish, nadia, TODAY) == []
    for reader in (cast.karim(), cast.nurse()):
        build.read_again(version, reader)

    assert cast.waiting(drafts_to_read, karim, TODAY) == []
    assert [one.title for one in cast.waiting(drafts_to_publish, nadia, TODAY)] == [
        "«\u00a0Consultation prioritaire (hépatites)\u00a0» est relu des deux côtés"
    ]
