"""Role sheets are read again at each evaluation, by the person herself; a change by another waits for her."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from reciproque.foundation.models import Message
from reciproque.foundation.policy import Refused
from reciproque.foundation.verbs import Stale
from reciproque.partnerships.kinds import Side
from reciproque.partnerships.models import EvaluationRound, RoleConfirmation
from reciproque.partnerships.queries.roles import confirmed_for, last_reading, sheets_to_confirm
from reciproque.partnerships.verbs import engagement as verbs
from tests import cast
from tests.builders import evaluations, interventions
from tests.builders import partnerships as build

NOON, TODAY = cast.NOON, cast.TODAY
pytestmark = pytest.mark.django_db
LOOK_BACK = TODAY + timedelta(days=92)
"""The day of the first evaluation of a partnership that `build.begun` makes."""


@pytest.fixture
def partnership():
    return build.begun()


@pytest.fixture
def karim(partnership):
    held = build.engagement(partnership, Side.LIVED)
    return written(held, by=held)


def written(held, *, by, at=NOON, does="Accueille le jeudi."):
    held.refresh_from_db()
    return verbs.revise_role(held, by=build.actor_for(by), at=at, version=held.version, does=does)


def at(day):
    return NOON + (day - TODAY)


def confirmed(held, *, day):
    held.refresh_from_db()
    return verbs.confirm_role(held, by=build.actor_for(held), at=at(day), version=held.version)


def waiting(person, day) -> list[str]:
    return [str(one.title) for one in cast.waiting(sheets_to_confirm, cast.actor_of(person), day)]


@pytest.mark.spec("B5", "S2-70")
def test_an_evaluation_that_comes_asks_each_one_to_read_her_own_sheet_again(karim):
    asked = ["Évaluation 1\u00a0: votre fiche de rôle dit-elle encore ce que vous faites\u00a0?"]

    before = waiting(cast.karim(), LOOK_BACK - timedelta(days=8))
    near = waiting(cast.karim(), LOOK_BACK - timedelta(days=7))
    confirmed(karim, day=LOOK_BACK)

    assert (before, near) == ([], asked)
    assert waiting(cast.karim(), LOOK_BACK + timedelta(days=30)) == []


@pytest.mark.spec("B5", "S2-70")
def test_the_next_evaluation_asks_anew(partnership, karim):
    confirmed(karim, day=LOOK_BACK)
    evaluations.closed(evaluations.first_round(partnership), at=at(LOOK_BACK))
    second = EvaluationRound.objects.get(number=2)

    assert waiting(cast.karim(), second.due_on - timedelta(days=8)) == []
    assert len(waiting(cast.karim(), second.due_on)) == 1


def test_a_sheet_that_says_nothing_waits_to_be_written_and_cannot_be_confirmed(partnership):
    nurse = build.engagement(partnership, Side.CARE)

    with pytest.raises(ValidationError):
        confirmed(nurse, day=LOOK_BACK)

    assert waiting(cast.nurse(), LOOK_BACK) == ["Votre fiche de rôle reste à écrire"]


def test_writing_one_s_own_sheet_during_an_evaluation_confirms_it(partnership):
    nurse = build.engagement(partnership, Side.CARE)

    written(nurse, by=nurse, at=at(LOOK_BACK), does="Tient les créneaux.")

    assert RoleConfirmation.objects.get().round == evaluations.first_round(partnership)
    assert waiting(cast.nurse(), LOOK_BACK) == []


@pytest.mark.spec("B5")
def test_a_sheet_changed_by_another_waits_for_the_person_until_she_has_read_it(partnership, karim):
    nurse = build.engagement(partnership, Side.CARE)
    tomorrow = TODAY + timedelta(days=1)

    changed = last_reading(written(karim, by=nurse, at=at(tomorrow), does="Accueille tous les jours."))
    told = waiting(cast.karim(), tomorrow)
    confirmed(karim, day=tomorrow)

    assert (changed.changed_since, told) == (True, ["Quelqu’un a changé votre fiche de rôle"])
    assert (last_reading(karim).changed_since, waiting(cast.karim(), tomorrow)) == (False, [])


@pytest.mark.spec("B5")
def test_a_change_tells_everyone_engaged_but_who_wrote_it(partnership, karim):
    lucie = interventions.engaged(partnership, cast.lucie())

    changed = written(karim, by=build.engagement(partnership, Side.CARE))

    told = Message.objects.filter(once__startswith=f"role:{karim.code}:{changed.version}:").values_list(
        "person_ref", flat=True
    )
    assert set(told) == {cast.karim().pk, lucie.person_id}


def test_who_came_after_an_evaluation_is_not_asked_for_it(partnership):
    with time_machine.travel(at(LOOK_BACK + timedelta(days=2)), tick=False):
        lucie = interventions.proposed(partnership, cast.lucie(), at=at(LOOK_BACK + timedelta(days=2)))
        verbs.accept(lucie, by=build.actor_for(lucie), at=at(LOOK_BACK + timedelta(days=2)))

    assert waiting(cast.lucie(), LOOK_BACK + timedelta(days=3)) == []


def test_nothing_waits_once_she_left_or_it_ended(partnership, karim):
    lucie = interventions.engaged(partnership, cast.lucie())
    verbs.leave(lucie, by=build.actor_for(lucie), at=NOON)
    evaluations.ended(partnership)

    assert (waiting(cast.lucie(), LOOK_BACK), waiting(cast.karim(), LOOK_BACK)) == ([], [])


@pytest.mark.spec("B5")
def test_nobody_confirms_in_the_place_of_another(partnership, karim):
    for by in (
        build.actor(partnership, Side.CARE),
        cast.actor_of(cast.nadia()),
        cast.actor_of(cast.charlie()),
    ):
        with pytest.raises(Refused):
            verbs.confirm_role(karim, by=by, at=NOON, version=karim.version)

    assert confirmed_for(evaluations.first_round(partnership)).done == 0


def test_what_is_confirmed_is_what_was_read(partnership, karim):
    read = karim.version
    written(karim, by=build.engagement(partnership, Side.CARE))

    with pytest.raises(Stale):
        verbs.confirm_role(karim, by=build.actor_for(karim), at=NOON, version=read)


@pytest.mark.spec("B5", "S2-70")
def test_she_confirms_from_her_sheet_and_the_evaluation_counts_it(client, partnership, karim):
    address = karim.get_absolute_url()
    round_ = evaluations.first_round(partnership)
    with time_machine.travel(at(LOOK_BACK), tick=False):
        cast.signed_in(client, cast.karim())
        offered = client.get(address).content.decode()
        client.post(
            reverse("partnerships:role_confirmation", args=[partnership.code, karim.code]),
            {"version": karim.version, "cle": cast.form_key()},
        )
        read, counted = client.get(address), client.get(round_.get_absolute_url())

    assert "Cette fiche dit bien mon rôle" in offered
    assert "pour l’évaluation 1" in read.content.decode()
    assert "1 sur 2 ont été relues et confirmées" in counted.content.decode()


def test_a_sheet_changed_meanwhile_is_shown_anew_before_it_is_confirmed(client, partnership, karim):
    read = karim.version
    written(karim, by=build.engagement(partnership, Side.CARE), does="Accueille tous les jours.")

    with time_machine.travel(NOON, tick=False):
        answer = cast.signed_in(client, cast.karim()).post(
            reverse("partnerships:role_confirmation", args=[partnership.code, karim.code]),
            {"version": read, "cle": cast.form_key()},
        )

    assert answer.status_code == 409
    assert "Accueille tous les jours." in answer.content.decode()
