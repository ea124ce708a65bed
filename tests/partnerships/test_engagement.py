"""Nobody is engaged without having said yes, nor in a position she does not hold."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from reciproque.foundation.actor import SELF
from reciproque.foundation.models import Event, Message
from reciproque.foundation.outbox import NOTICES
from reciproque.foundation.policy import Refused, may, visible
from reciproque.foundation.verbs import Stale
from reciproque.partnerships.jobs import end_engagements_without_position
from reciproque.partnerships.kinds import Side, Status
from reciproque.partnerships.models import Engagement, Expected, Partnership
from reciproque.partnerships.queries.engagement import (
    accepted_in,
    is_to_rebuild,
    partnerships_to_rebuild,
    proposals,
)
from reciproque.partnerships.queries.positions import proposable
from reciproque.partnerships.verbs import engagement as verbs
from reciproque.people.kinds import Role
from reciproque.people.models import Mandate, Membership
from reciproque.people.verbs import end_mandate, end_membership
from tests import cast
from tests.builders import interventions as build
from tests.builders import partnerships, people
from tests.builders.people import NOON, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership() -> Partnership:
    return partnerships.met()


def names(partnership: Partnership) -> list[str]:
    return [one.person.name for one in accepted_in(partnership)]


@pytest.mark.spec("B5")
def test_a_proposal_engages_nobody_until_she_accepts_it(partnership):
    asked = build.proposed(partnership, cast.lucie(), Role.PARTNER, does="Accueillir")

    assert (asked.accepted_at, names(partnership)) == (None, ["Karim Sow", "Solène Kervella"])

    verbs.accept(asked, by=cast.actor_of(cast.lucie()), at=NOON)

    assert names(partnership) == ["Karim Sow", "Lucie Arnaud", "Solène Kervella"]
    assert Engagement.objects.get(pk=asked.pk).does == "Accueillir"


def test_another_person_cannot_accept_for_her(partnership):
    asked = build.proposed(partnership, cast.lucie())

    for someone in (cast.nurse(), cast.karim(), cast.nadia(), cast.charlie()):
        with pytest.raises(Refused, match="chacun s’engage pour soi"):
            verbs.accept(asked, by=cast.actor_of(someone), at=NOON)

    asked.refresh_from_db()
    assert asked.accepted_at is None


def test_who_engages_herself_needs_no_other_acceptance(partnership):
    nadia = cast.nadia()

    taken = build.proposed(partnership, nadia, by=cast.actor_of(nadia), side=Side.CARE)

    assert (taken.accepted_at, taken.side, taken.position) == (NOON, Side.CARE, Role.COORDINATOR)


def test_declining_asks_for_nothing_and_shows_nowhere(partnership):
    asked = build.proposed(partnership, cast.lucie())

    verbs.decline(asked, by=cast.actor_of(cast.lucie()), at=NOON)

    for someone in (cast.nurse(), cast.karim(), cast.nadia()):
        assert not visible(Engagement, cast.actor_of(someone)).filter(pk=asked.pk).exists()
    assert may(cast.actor_of(cast.lucie()), "see", asked)
    assert names(partnership) == ["Karim Sow", "Solène Kervella"]
    assert Event.objects.get(verb="partnerships.Engagement.decline").particulars == {}


def test_one_who_declined_may_be_asked_again(partnership):
    verbs.decline(build.proposed(partnership, cast.lucie()), by=cast.actor_of(cast.lucie()), at=NOON)

    build.engaged(partnership, cast.lucie())

    assert names(partnership) == ["Karim Sow", "Lucie Arnaud", "Solène Kervella"]


def test_nobody_is_in_a_partnership_twice(partnership):
    build.engaged(partnership, cast.lucie(), Role.PARTNER)

    with pytest.raises(ValidationError, match="déjà dans ce partenariat"):
        build.proposed(partnership, cast.lucie(), Role.PARTNER)


def test_a_proposal_can_be_taken_back_while_it_waits(partnership):
    asked = build.proposed(partnership, cast.lucie())

    verbs.withdraw(asked, by=partnerships.actor(partnership, Side.LIVED), at=NOON)

    assert not may(cast.actor_of(cast.lucie()), "see", partnership)
    with pytest.raises(Refused):
        verbs.accept(asked, by=cast.actor_of(cast.lucie()), at=NOON)


@pytest.mark.parametrize(
    ("position", "at"),
    [
        (Role.PROFESSIONAL, "chu"),
        (Role.PARTNER, "passerelle"),
        (Role.PARTNER, "msp"),
        (Role.COORDINATOR, "chu"),
    ],
)
def test_the_position_must_be_one_she_really_holds(partnership, position, at):
    lucie, organisation = cast.lucie(), getattr(cast, at)()

    with pytest.raises(ValidationError, match="ne tient pas cette position"):
        build.proposed(partnership, lucie, position=position, on_behalf_of=organisation, side="")

    assert names(partnership) == ["Karim Sow", "Solène Kervella"]


def test_a_position_that_ended_meanwhile_cannot_be_taken_up(partnership):
    asked = build.proposed(partnership, cast.lucie())
    later = NOON + timedelta(days=40)
    membership = Membership.objects.get(person=cast.lucie(), role=Role.PARTNER)
    end_membership(membership, by=cast.actor_of(cast.nadia()), at=NOON, ends_on=TODAY + timedelta(days=3))

    with pytest.raises(ValidationError, match="ne tient pas cette position"):
        verbs.accept(asked, by=cast.actor_of(cast.lucie(), Role.PROFESSIONAL), at=later)


def test_someone_of_an_organisation_that_carries_nothing_here_is_not_proposed(partnership):
    with pytest.raises(ValidationError, match="ne porte pas ce partenariat"):
        build.proposed(partnership, cast.morvan())


def test_nobody_is_proposed_in_her_own_name_by_someone_else(partnership):
    with pytest.raises(ValidationError, match="chacun se propose soi-même"):
        build.proposed(partnership, cast.lucie(), Role.USER)


def test_a_side_is_that_of_the_position(partnership):
    with pytest.raises(ValidationError, match="de ce côté"):
        build.proposed(partnership, cast.lucie(), Role.PARTNER, side=Side.CARE)


@pytest.mark.spec("S1-07")
def test_a_representative_speaks_for_her_association(partnership):
    speaks = build.engaged(partnership, cast.paul())

    assert (speaks.position, speaks.on_behalf_of, speaks.seat) == (
        Role.REPRESENTATIVE,
        cast.passerelle(),
        cast.chu(),
    )


def test_another_mandate_does_not_give_the_right_to_speak_here(partnership):
    build.engaged(partnership, cast.paul())
    people.representative(cast.msp(), cast.paul(), cast.passerelle())

    assert may(cast.actor_of(cast.paul(), cast.chu()), "set_objective", partnership)
    assert not may(cast.actor_of(cast.paul(), cast.msp()), "set_objective", partnership)


@pytest.mark.parametrize("hat", [Role.PROFESSIONAL, SELF])
def test_one_acts_only_under_the_hat_one_engaged_with_but_reads_under_any(partnership, hat):
    build.engaged(partnership, cast.lucie(), Role.PARTNER)

    assert may(cast.actor_of(cast.lucie(), Role.PARTNER), "set_objective", partnership)
    assert not may(cast.actor_of(cast.lucie(), hat), "set_objective", partnership)
    assert may(cast.actor_of(cast.lucie(), hat), "see", partnership)


# --- referents ------------------------------------------------------------------------------------
def referents(partnership: Partnership) -> list[str]:
    there = accepted_in(partnership).filter(referent_since__isnull=False)
    return [one.person.name for one in there]


@pytest.mark.spec("B1")
def test_naming_a_referent_ends_the_former_one_of_that_side_alone(partnership):
    lucie = build.engaged(partnership, cast.lucie())

    verbs.name_referent(lucie, by=partnerships.actor(partnership, Side.CARE), at=NOON)

    assert referents(partnership) == ["Lucie Arnaud", "Solène Kervella"]


def test_who_is_no_referent_names_none(partnership):
    lucie = build.engaged(partnership, cast.lucie())
    paul = build.engaged(partnership, cast.paul())

    with pytest.raises(Refused):
        verbs.name_referent(paul, by=partnerships.actor_for(lucie), at=NOON)

    assert referents(partnership) == ["Karim Sow", "Solène Kervella"]


# --- leaving --------------------------------------------------------------------------------------
def test_one_leaves_at_any_time_and_is_expected_nowhere_any_more():
    partnership = partnerships.begun()
    lucie = build.engaged(partnership, cast.lucie())
    build.planned(partnership, expected=[lucie, partnerships.engagement(partnership, Side.LIVED)])

    verbs.leave(lucie, by=partnerships.actor_for(lucie), at=NOON, left_words="Je reprends mes études.")

    assert names(partnership) == ["Karim Sow", "Solène Kervella"]
    assert [one.engagement.person.name for one in Expected.objects.all()] == ["Karim Sow"]
    assert not may(cast.actor_of(cast.lucie()), "see", partnership)


def test_a_side_left_empty_is_to_be_rebuilt_and_the_coordination_is_told():
    partnership = partnerships.begun()
    karim = partnerships.engagement(partnership, Side.LIVED)
    assert (
        is_to_rebuild(partnership),
        cast.waiting(partnerships_to_rebuild, cast.actor_of(cast.nadia()), TODAY),
    ) == (
        False,
        [],
    )

    verbs.leave(karim, by=partnerships.actor_for(karim), at=NOON)

    told = cast.waiting(partnerships_to_rebuild, cast.actor_of(cast.nadia()), TODAY)
    assert is_to_rebuild(partnership)
    assert [item.title for item in told] == ["«\u00a0Consultation prioritaire\u00a0» est à reconstituer"]
    assert cast.waiting(partnerships_to_rebuild, cast.actor_of(cast.charlie()), TODAY) == []
    assert cast.waiting(partnerships_to_rebuild, cast.actor_of(cast.nurse()), TODAY) == []


def test_what_has_not_begun_is_not_to_be_rebuilt(partnership):
    karim = partnerships.engagement(partnership, Side.LIVED)

    verbs.leave(karim, by=partnerships.actor_for(karim), at=NOON)

    assert not is_to_rebuild(partnership)


# --- a position ends ------------------------------------------------------------------------------
def test_a_position_that_ends_ends_the_engagement_taken_in_it_alone(partnership):
    build.engaged(partnership, cast.lucie(), Role.PARTNER)
    held = Membership.objects.get(person=cast.lucie(), role=Role.PARTNER)

    end_membership(held, by=cast.actor_of(cast.nadia()), at=NOON, ends_on=TODAY - timedelta(days=1))

    assert names(partnership) == ["Karim Sow", "Solène Kervella"]
    assert Event.objects.filter(verb="partnerships.Engagement.lapse").count() == 1


def test_a_mandate_that_ends_ends_what_was_said_under_it(partnership):
    build.engaged(partnership, cast.paul())
    mandate = Mandate.objects.get(person=cast.paul())

    end_mandate(mandate, by=cast.actor_of(cast.nadia()), at=NOON, ends_on=TODAY - timedelta(days=1))

    assert names(partnership) == ["Karim Sow", "Solène Kervella"]


def test_a_position_in_its_last_days_holds_until_the_house_ends_it(partnership):
    build.engaged(partnership, cast.lucie(), Role.PARTNER)
    held = Membership.objects.get(person=cast.lucie(), role=Role.PARTNER)
    end_membership(held, by=cast.actor_of(cast.nadia()), at=NOON, ends_on=TODAY + timedelta(days=1))

    end_engagements_without_position(NOON + timedelta(days=1))
    still_there = "Lucie Arnaud" in names(partnership)
    end_engagements_without_position(NOON + timedelta(days=2))

    assert (still_there, "Lucie Arnaud" in names(partnership)) == (True, False)


def test_an_ended_membership_loses_the_act_at_the_next_click(client):
    partnership = partnerships.begun()
    lucie = build.engaged(partnership, cast.lucie(), Role.PARTNER)
    cast.signed_in(client, cast.lucie(), Role.PARTNER)
    page = f"/partenariats/{partnership.code}/agenda/nouvelle/"
    assert client.get(page).status_code == 200
    held = Membership.objects.get(person=cast.lucie(), role=Role.PARTNER)

    end_membership(held, by=cast.actor_of(cast.nadia()), at=NOON, ends_on=TODAY - timedelta(days=1))

    assert client.get(page).status_code == 404
    assert client.get(lucie.get_absolute_url()).status_code == 200  # what is hers as a person stays hers


# --- role sheets and what is told -----------------------------------------------------------------
@pytest.mark.spec("B5")
def test_a_role_sheet_changed_is_told_to_the_others_engaged(partnership):
    karim = partnerships.engagement(partnership, Side.LIVED)

    verbs.revise_role(
        karim, by=partnerships.actor_for(karim), at=NOON, version=karim.version, decides="L’heure du café"
    )

    told = Message.objects.filter(kind="partnerships.role_revised")
    assert [message.person_ref for message in told] == [cast.nurse().pk]
    letter = NOTICES["partnerships.role_revised"](told.get())
    assert "Consultation" not in f"{letter.subject} {letter.body}"


def test_the_second_of_two_who_write_a_role_sheet_is_told(partnership):
    karim = partnerships.engagement(partnership, Side.LIVED)
    verbs.revise_role(karim, by=partnerships.actor_for(karim), at=NOON, version=karim.version, does="Un")

    with pytest.raises(Stale):
        verbs.revise_role(
            karim, by=partnerships.actor(partnership, Side.CARE), at=NOON, version=karim.version, does="Deux"
        )

    karim.refresh_from_db()
    assert karim.does == "Un"


def test_a_proposal_is_told_to_her_alone_while_she_has_not_answered(partnership):
    asked = build.proposed(partnership, cast.lucie())
    message = Message.objects.get(kind="partnerships.proposed", about=asked.code)
    write = NOTICES["partnerships.proposed"]

    letter = write(message)
    assert message.person_ref == cast.lucie().pk
    assert "Consultation" not in f"{letter.subject} {letter.body}"
    assert [item.url for item in cast.waiting(proposals, cast.actor_of(cast.lucie(), SELF), TODAY)] == [
        asked.get_absolute_url()
    ]

    partnerships.accepted(asked)

    assert (write(message), cast.waiting(proposals, cast.actor_of(cast.lucie()), TODAY)) == (None, [])


# --- looking for someone --------------------------------------------------------------------------
def found(partnership: Partnership, words: str) -> list[tuple[str, str]]:
    by = partnerships.actor(partnership, Side.CARE)
    return [(one.person.name, one.role) for one in proposable(partnership, by, words, on=TODAY)]


def test_one_finds_positions_of_the_organisations_that_carry_the_partnership(partnership):
    cast.lucie(), cast.paul(), cast.charlie(), cast.morvan()

    assert found(partnership, "arnaud") == [("Lucie Arnaud", Role.PARTNER)]
    assert found(partnership, "menard") == [("Paul Ménard", Role.REPRESENTATIVE)]
    assert found(partnership, "Charlie Maurel") == []
    assert found(partnership, "helene morvan") == []
    assert found(partnership, "karim sow") == []
    assert found(partnership, "") == found(partnership, "a") == []


def test_someone_of_a_partner_organisation_is_found_by_her_whole_name_only():
    partnership = partnerships.met(other_organisations=[cast.msp()])
    cast.morvan()

    assert found(partnership, "morvan") == []
    assert found(partnership, "dr helene morvan") == [("Dr Hélène Morvan", Role.PROFESSIONAL)]


def test_a_status_is_required(partnership):
    with pytest.raises(ValidationError, match="statut"):
        build.proposed(partnership, cast.lucie(), status="")

    assert Status.VOLUNTEER in Status


@pytest.mark.parametrize("page", ["", "personnes/"])
def test_whom_one_asks_is_led_to_her_answer_from_the_pages_of_the_partnership(client, partnership, page):
    asked = build.proposed(partnership, cast.lucie())
    address = (
        f'class="button small" href="{asked.get_absolute_url()}"' if page else "On vous propose d’entrer"
    )

    def shown() -> str:
        return client.get(f"{partnership.get_absolute_url()}{page}").content.decode()

    cast.signed_in(client, cast.lucie())
    assert address in shown()

    cast.signed_in(client, cast.karim())
    assert address not in shown()


def test_one_who_declined_is_led_nowhere_she_may_not_go(client, partnership):
    asked = build.proposed(partnership, cast.lucie())
    verbs.decline(asked, by=cast.actor_of(cast.lucie()), at=NOON)

    page = cast.signed_in(client, cast.lucie()).get(asked.get_absolute_url()).content.decode()

    main = page[page.index("<main") : page.index("</main>")]
    led_to = set(re.findall(r'href="(/[^"#]*)"', main))
    assert led_to
    assert all(client.get(address).status_code == 200 for address in led_to)
