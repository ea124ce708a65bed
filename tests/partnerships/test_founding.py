"""Founding: who may, on which side she sits, whom she may ask; and the sheet that two people may keep."""

import pytest
from django.core.exceptions import ValidationError

from reciproque.foundation.actor import SELF
from reciproque.foundation.models import Event, Message
from reciproque.foundation.policy import Refused, may
from reciproque.foundation.verbs import AlreadyDone, Stale
from reciproque.partnerships.kinds import Domain, Level, Side, Status
from reciproque.partnerships.models import Engagement, Hosting, Partnership
from reciproque.partnerships.queries.founding import candidate, candidates, position_worn
from reciproque.partnerships.queries.partnerships import founding_organisation
from reciproque.partnerships.rules.sides import SIDES_OF_ROLE, roles_open_to, sides_open_to
from reciproque.partnerships.verbs import founding
from reciproque.people.kinds import Role
from tests import cast
from tests.builders import partnerships as build
from tests.builders import people

NOON, TODAY = cast.NOON, cast.TODAY
pytestmark = pytest.mark.django_db


def names(positions) -> list[str]:
    return [position.person.name for position in positions]


# --- founding -------------------------------------------------------------------------------------
@pytest.mark.spec("B1")
def test_a_partnership_has_a_level_a_domain_modes_carriers_and_a_referent_on_each_side():
    partnership = build.found(other_organisations=[cast.passerelle()])

    assert (partnership.level, partnership.domain, partnership.host) == (
        Level.MESO,
        Domain.PATHWAY,
        cast.chu(),
    )
    assert sorted(partnership.modes.values_list("mode", flat=True)) == [
        "aide_parcours",
        "pouvoir_agir",
        "soutien_accompagnement",
    ]
    assert set(partnership.hostings.values_list("organisation__name", flat=True)) == {
        "CHU des Deux-Rives",
        "Passerelle Santé",
    }
    seats = partnership.engagements.order_by("side").values_list(
        "side", "person__name", "position", "status", "referent_since", "accepted_at"
    )
    assert list(seats) == [
        (Side.CARE, "Solène Kervella", Role.PROFESSIONAL, Status.ON_DUTY, TODAY, NOON),
        (Side.LIVED, "Karim Sow", Role.PARTNER, Status.VOLUNTEER, TODAY, None),
    ]


def test_whom_one_asks_is_told_that_a_proposal_waits_and_nothing_else():
    build.found()

    told = Message.objects.get(kind="partnerships.proposed")
    assert told.person_ref == cast.karim().pk


def test_one_may_found_alone_and_name_the_other_side_later():
    partnership = build.found(alone=True)

    assert list(partnership.engagements.values_list("person__name", flat=True)) == ["Solène Kervella"]


def test_the_journal_keeps_level_and_domain_and_no_word_of_the_sheet():
    build.found(template="consultation-prioritaire")

    line = Event.objects.get(verb="people.Organisation.found_partnership")
    assert line.particulars == {
        "level": "meso",
        "domain": "parcours",
        "template": "consultation-prioritaire",
    }


def test_the_same_form_sent_twice_founds_once():
    by = cast.actor_of(cast.nurse())
    sheet = build.SHEET | {"other": None}
    founding.found_partnership(cast.chu(), by=by, at=NOON, **sheet)

    with pytest.raises(AlreadyDone) as again:
        founding.found_partnership(cast.chu(), by=by, at=NOON, **sheet)

    partnership = Partnership.objects.get()
    assert again.value.location == partnership.get_absolute_url()


def test_nobody_founds_for_an_organisation_she_does_not_belong_to():
    with pytest.raises(Refused):
        founding.found_partnership(
            cast.chu(), by=cast.actor_of(cast.charlie()), at=NOON, **(build.SHEET | {"other": None})
        )

    assert not Partnership.objects.exists()


@pytest.mark.parametrize("who", [cast.nadia, cast.nurse, cast.karim, cast.paul, cast.morvan])
def test_those_who_may_found_do_so_in_the_organisation_of_their_hat(who):
    actor = cast.actor_of(who())

    assert founding_organisation(actor).pk == actor.organisation_id


@pytest.mark.parametrize(("who", "hat"), [(cast.ines, None), (cast.karim, SELF)])
def test_an_institution_and_who_wears_no_hat_found_nothing(who, hat):
    assert founding_organisation(cast.actor_of(who(), hat)) is None


@pytest.mark.parametrize(
    ("founder", "side"), [(cast.nurse, Side.LIVED), (cast.karim, Side.CARE), (cast.paul, Side.CARE)]
)
def test_nobody_founds_in_the_name_of_the_other_side(founder, side):
    with pytest.raises(ValidationError) as wrong:
        build.found(founder(), alone=True, side=side)

    assert list(wrong.value.message_dict) == ["side"]
    assert not Partnership.objects.exists()


def test_a_patient_partner_founds_and_asks_a_professional():
    partnership = build.found(
        cast.karim(), cast.nurse(), side=Side.LIVED, status=Status.VOLUNTEER, other_status=Status.ON_DUTY
    )

    assert build.engagement(partnership, Side.LIVED).accepted_at == NOON
    assert build.engagement(partnership, Side.CARE).person == cast.nurse()


def test_a_representative_founds_for_the_association_that_mandates_him():
    partnership = build.found(cast.paul(), cast.nurse(), side=Side.LIVED, status=Status.VOLUNTEER)

    held = build.engagement(partnership, Side.LIVED)
    assert (held.on_behalf_of, held.seat, partnership.host) == (cast.passerelle(), cast.chu(), cast.chu())


def test_a_level_a_domain_a_mode_nobody_knows_is_refused_by_name():
    for field, value in (("level", "mega"), ("domain", "autre"), ("modes", ["autre"]), ("modes", [])):
        with pytest.raises(ValidationError):
            build.found(**{field: value})

    assert not Partnership.objects.exists()


def test_the_other_side_needs_a_status_and_somebody_who_may_sit_there():
    with pytest.raises(ValidationError) as without_status:
        build.found(other_status="")
    with pytest.raises(ValidationError) as wrong_side:
        build.found(other=cast.morvan())

    assert list(without_status.value.message_dict) == ["other_status"]
    assert list(wrong_side.value.message_dict) == ["other"]
    assert not Partnership.objects.exists()


def test_nobody_holds_both_sides():
    own = position_worn(cast.actor_of(cast.nadia()))

    with pytest.raises(ValidationError, match="personne ne parle au nom des deux"):
        build.found(cast.nadia(), other=own)


# --- sides ----------------------------------------------------------------------------------------
def test_patients_speak_for_patients_and_professionals_for_professionals():
    assert {role for role in Role if sides_open_to(role) == (Side.LIVED,)} == {
        Role.USER,
        Role.REPRESENTATIVE,
        Role.PARTNER,
    }
    assert sides_open_to(Role.PROFESSIONAL) == (Side.CARE,)
    assert set(SIDES_OF_ROLE) == set(Role)
    assert roles_open_to(Side.CARE)[0] == Role.PROFESSIONAL
    assert sides_open_to("self") == ()


# --- whom one may ask -----------------------------------------------------------------------------
def test_a_few_letters_find_a_colleague_who_may_sit_on_the_other_side():
    cast.karim(), cast.lucie(), cast.paul()
    asked = cast.actor_of(cast.nurse())

    assert names(candidates(asked, [cast.chu()], Side.LIVED, "KÀR", on=TODAY)) == ["Karim Sow"]
    assert names(candidates(asked, [cast.chu()], Side.LIVED, "mena", on=TODAY)) == ["Paul Ménard"]
    assert candidates(asked, [cast.chu()], Side.CARE, "karim", on=TODAY) == []


def test_somebody_of_another_organisation_is_found_by_her_whole_name_only():
    cast.morvan()
    asked = cast.actor_of(cast.karim())

    assert candidates(asked, [cast.chu(), cast.msp()], Side.CARE, "morv", on=TODAY) == []
    assert names(candidates(asked, [cast.chu(), cast.msp()], Side.CARE, "dr helene morvan", on=TODAY)) == [
        "Dr Hélène Morvan"
    ]
    assert candidates(asked, [cast.chu()], Side.CARE, "dr helene morvan", on=TODAY) == []


def test_one_letter_finds_nobody_and_nobody_finds_herself():
    cast.karim()

    assert candidates(cast.actor_of(cast.nurse()), [cast.chu()], Side.LIVED, "k", on=TODAY) == []
    assert candidates(cast.actor_of(cast.karim()), [cast.chu()], Side.LIVED, "karim", on=TODAY) == []


def test_a_position_that_ended_is_no_longer_offered():
    gone = people.person("Yves Ancien")
    held = people.member(cast.chu(), gone, Role.PARTNER, ends_on=TODAY.replace(month=10))

    asked = cast.actor_of(cast.nurse())
    assert candidates(asked, [cast.chu()], Side.LIVED, "yves", on=TODAY) == []
    assert candidate([cast.chu()], Side.LIVED, held.code, on=TODAY) is None


# --- the sheet ------------------------------------------------------------------------------------
SHEET = {
    "title": "Consultation prioritaire, le jeudi",
    "purpose": "Ne perdre personne.",
    "level": Level.MESO,
    "domain": Domain.PROVISION,
    "modes": ["etp"],
    "evaluation_months": 6,
}


def test_the_sheet_changes_with_its_modes_and_carriers_and_the_host_stays():
    partnership = build.met(other_organisations=[cast.passerelle()])

    founding.revise_partnership(
        partnership,
        by=build.actor(partnership, Side.CARE),
        at=NOON,
        version=1,
        other_organisations=[cast.msp()],
        **SHEET,
    )

    partnership.refresh_from_db()
    assert (partnership.title, partnership.domain, partnership.evaluation_months, partnership.version) == (
        "Consultation prioritaire, le jeudi",
        Domain.PROVISION,
        6,
        2,
    )
    assert partnership.plain == "consultation prioritaire, le jeudi ne perdre personne."
    assert list(partnership.modes.values_list("mode", flat=True)) == ["etp"]
    assert set(Hosting.objects.values_list("organisation__name", flat=True)) == {
        "CHU des Deux-Rives",
        "MSP du Val-d’Oust",
    }


def test_two_people_keeping_the_sheet_the_second_is_told():
    partnership = build.met()
    by = build.actor(partnership, Side.CARE)
    founding.revise_partnership(partnership, by=by, at=NOON, version=1, other_organisations=[], **SHEET)

    with pytest.raises(Stale) as told:
        founding.revise_partnership(
            partnership,
            by=build.actor(partnership, Side.LIVED),
            at=NOON,
            version=1,
            other_organisations=[],
            **(SHEET | {"modes": ["aide_parcours"]}),
        )

    assert told.value.current.title == "Consultation prioritaire, le jeudi"
    assert list(partnership.modes.values_list("mode", flat=True)) == ["etp"]


def test_the_sheet_is_kept_by_referents_and_coordination_alone():
    partnership = build.met()

    assert may(build.actor(partnership, Side.LIVED), "revise", partnership)
    assert may(cast.actor_of(cast.nadia()), "revise", partnership)
    assert not may(cast.actor_of(cast.lucie()), "revise", partnership)
    assert not may(cast.actor_of(cast.charlie()), "see", partnership)
    assert not may(cast.actor_of(cast.ines()), "see", partnership)


def test_engagements_made_at_founding_are_held_positions():
    build.found()

    assert Engagement.objects.filter(on_behalf_of=cast.chu()).count() == 2
