"""Due, validated, sent, paid, received: in that order, each by whom it belongs to; « payé » is said only once it is."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from reciproque.foundation import guard, outbox
from reciproque.foundation.models import Event, Message
from reciproque.foundation.policy import Refused, may
from reciproque.foundation.verbs import AlreadyDone
from reciproque.partnerships.kinds import ContributionKind, Status
from reciproque.partnerships.models import Engagement
from reciproque.pay import verbs
from reciproque.pay.kinds import State
from reciproque.pay.models import Batch, Step
from reciproque.pay.queries.ageing import late_lines
from reciproque.pay.queries.waiting import lines_to_move, paid_to_confirm
from reciproque.people.kinds import Role
from reciproque.people.models import Person
from reciproque.people.verbs import set_parameter
from reciproque.support.queries.digest import digest_of
from tests import cast
from tests.builders import interventions, people
from tests.builders import pay as build

pytestmark = pytest.mark.django_db
NOON, TODAY = cast.NOON, cast.TODAY
WAY = [State.VALIDATED, State.SENT, State.PAID, State.RECEIVED]


@pytest.fixture
def partnership():
    return build.paid()


@pytest.fixture
def line(partnership):
    build.rate(Decimal(30))
    return build.line(partnership, 180)


def read(client: Client, path: str = "") -> str:
    return client.get(path or reverse("pay:my_payments")).content.decode()


def address_of(someone: Person) -> None:
    with guard.upkeep("tests"):
        type(someone.account).objects.filter(pk=someone.account_id).update(email="karim@example.org")


# --- the way --------------------------------------------------------------------------------------
@pytest.mark.spec("C7", "J3.AC6")
@time_machine.travel(NOON, tick=False)
def test_the_line_goes_due_validated_sent_paid_received_and_karim_is_told_paid_only_at_paid(line):
    karim = cast.signed_in(Client(), cast.karim())
    address_of(cast.karim())
    seen, letters = [], []

    for state in WAY:
        seen.append((build.state(line), "payé le" in read(karim)))
        build.step(line, state)
        outbox.send_due(at=NOON)
        letters.append(len(mail.outbox))

    assert seen == [
        (State.DUE, False),
        (State.VALIDATED, False),
        (State.SENT, False),
        (State.PAID, True),
    ]
    assert letters == [0, 0, 1, 1]
    assert mail.outbox[0].to == ["karim@example.org"]
    assert [step.state for step in line.steps.all()] == WAY
    assert [step.by for step in line.steps.all()] == [cast.nadia()] * 3 + [cast.karim()]


@pytest.mark.spec("C7")
def test_no_step_is_taken_out_of_its_order_nor_twice(line):
    acts = {
        State.VALIDATED: lambda: verbs.validate(line, by=cast.actor_of(cast.nadia()), at=NOON),
        State.SENT: lambda: verbs.send(line, by=cast.actor_of(cast.nadia()), at=NOON, batch=Batch()),
        State.PAID: lambda: verbs.pay(line, by=cast.actor_of(cast.nadia()), at=NOON, on=TODAY),
        State.RECEIVED: lambda: verbs.receive(line, by=cast.actor_of(cast.karim()), at=NOON),
        State.REFUSED: lambda: verbs.refuse(line, by=cast.actor_of(cast.karim()), at=NOON),
    }
    allowed = {
        State.DUE: {State.VALIDATED},
        State.VALIDATED: {State.SENT},
        State.SENT: {State.PAID},
        State.PAID: {State.RECEIVED, State.REFUSED},
        State.RECEIVED: set(),
    }

    for standing in [State.DUE, *WAY]:
        for state in acts.keys() - allowed[standing]:
            with pytest.raises(Refused):
                acts[state]()
        assert build.state(line) == standing
        if standing != State.RECEIVED:
            build.step(line, WAY[[State.DUE, *WAY].index(standing)])


def test_the_database_takes_each_rank_of_a_line_once(line):
    build.step(line, State.VALIDATED)

    with pytest.raises(IntegrityError), guard.upkeep("tests"):
        Step.objects.create(line=line, rank=1, state=State.CANCELLED, at=NOON)


@pytest.mark.spec("C7")
def test_what_did_not_come_opens_again_for_the_coordination_until_it_does(line):
    build.at(line, State.PAID)

    build.step(line, State.REFUSED, words="Rien sur mon compte.")

    nadia = cast.actor_of(cast.nadia())
    assert (may(nadia, "pay", line), may(nadia, "cancel", line)) == (True, False)
    (told,) = cast.waiting(lines_to_move, nadia, TODAY)
    assert told.title == "1 paiement n’est pas arrivé"
    build.step(line, State.PAID, now=NOON + timedelta(days=3))
    build.step(line, State.RECEIVED, now=NOON + timedelta(days=4))
    assert [step.state for step in line.steps.all()] == [
        *WAY[:3],
        State.REFUSED,
        State.PAID,
        State.RECEIVED,
    ]


def test_a_line_is_cancelled_with_a_reason_before_it_is_sent_and_never_after(line):
    nadia = cast.actor_of(cast.nadia())
    with pytest.raises(ValidationError, match="Dites pourquoi"):
        verbs.cancel(line, by=nadia, at=NOON, words=" ")
    build.at(line, State.SENT)

    with pytest.raises(Refused, match="ne s’annule plus"):
        verbs.cancel(line, by=cast.actor_of(cast.nadia()), at=NOON, words="Doublon")


def test_nothing_is_paid_on_a_day_to_come_nor_before_it_was_owed(line):
    build.at(line, State.SENT)

    for days, said in ((1, "pas encore venu"), (-2, "avant ce qui est dû")):  # it was given yesterday
        with pytest.raises(ValidationError, match=said):
            verbs.pay(line, by=cast.actor_of(cast.nadia()), at=NOON, on=TODAY + timedelta(days=days))


# --- by whom --------------------------------------------------------------------------------------
@pytest.mark.spec("C7")
def test_nobody_of_the_coordination_moves_what_is_owed_to_herself():
    """Nadia, paid for her own part in a partnership, waits for somebody else of the coordination."""
    partnership = build.paid()
    build.rate(Decimal(30), kind=ContributionKind.PREPARATION)
    nadia = interventions.engaged(
        partnership, cast.nadia(), status=Status.INDEPENDENT, at=NOON - timedelta(days=3)
    )
    interventions.noted(nadia, minutes=60, on=TODAY)
    line = nadia.lines.get()

    with pytest.raises(Refused, match="quelqu’un d’autre de la coordination"):
        verbs.validate(line, by=cast.actor_of(cast.nadia()), at=NOON)
    for state in WAY[:3]:
        build.step(line, state, by=build.second_coordinator())

    assert build.state(line) == State.PAID


@pytest.mark.spec("C7")
def test_only_the_person_says_that_she_received_it(line):
    build.at(line, State.PAID)

    for someone in (cast.nadia(), cast.nurse(), cast.charlie()):
        with pytest.raises(Refused):
            verbs.receive(line, by=cast.actor_of(someone), at=NOON)

    assert build.state(line) == State.PAID


def test_the_coordination_of_another_house_moves_nothing(line):
    people.member(cast.passerelle(), cast.lucie(), Role.COORDINATOR)

    for someone, hat in ((cast.charlie(), None), (cast.lucie(), Role.COORDINATOR)):
        with pytest.raises(Refused):
            verbs.validate(line, by=cast.actor_of(someone, hat), at=NOON)


# --- several at once ------------------------------------------------------------------------------
@pytest.mark.spec("C7")
def test_several_go_together_and_those_that_changed_meanwhile_are_counted_apart(partnership):
    build.rate(Decimal(30))
    lines = [build.line(partnership, day=TODAY - timedelta(days=days)) for days in (1, 2, 3)]
    build.step(lines[0], State.VALIDATED)

    moved = verbs.move_lines(
        cast.chu(), by=cast.actor_of(cast.nadia()), at=NOON, lines=lines, state=State.VALIDATED
    )

    assert (moved.done, moved.changed) == (2, 1)
    assert [build.state(line) for line in lines] == [State.VALIDATED] * 3


def test_what_is_sent_together_bears_one_reference(partnership):
    build.rate(Decimal(30))
    lines = [build.line(partnership, day=TODAY - timedelta(days=days)) for days in (1, 2)]
    for line in lines:
        build.step(line, State.VALIDATED)

    moved = verbs.move_lines(
        cast.chu(),
        by=cast.actor_of(cast.nadia()),
        at=NOON,
        lines=lines,
        state=State.SENT,
        reference="Bordereau 12",
    )

    assert (moved.done, Batch.objects.get().reference) == (2, "Bordereau 12")
    assert {line.steps.get(state=State.SENT).reference for line in lines} == {"Bordereau 12"}
    assert Event.objects.filter(verb="people.Organisation.move_lines", particulars__state="sent").count() == 1


def test_the_same_form_sent_twice_moves_once(line):
    once = cast.actor_of(cast.nadia())
    verbs.move_lines(cast.chu(), by=once, at=NOON, lines=[line], state=State.VALIDATED)

    with pytest.raises(AlreadyDone):
        verbs.move_lines(cast.chu(), by=once, at=NOON, lines=[line], state=State.SENT)

    assert build.state(line) == State.VALIDATED


def test_lines_of_another_house_are_not_moved_with_ours(line):
    with pytest.raises(ValidationError, match="Choisissez"):
        verbs.move_lines(
            cast.elsewhere(),
            by=cast.actor_of(cast.charlie()),
            at=NOON,
            lines=[line],
            state=State.VALIDATED,
        )


# --- told -----------------------------------------------------------------------------------------
@pytest.mark.spec("C7", "N1")
def test_the_letter_names_nobody_no_service_and_no_amount(line, partnership):
    address_of(cast.karim())
    build.at(line, State.PAID)
    outbox.send_due(at=NOON)

    text = mail.outbox[0].subject + mail.outbox[0].body
    for word in (partnership.title, "Karim", "CHU", "90", "séance", "Café"):
        assert word not in text
    assert reverse("pay:my_payments") in text


def test_several_lines_paid_by_one_form_make_one_letter(partnership):
    build.rate(Decimal(30))
    lines = [build.line(partnership, day=TODAY - timedelta(days=days)) for days in (1, 2)]
    for line in lines:
        build.at(line, State.SENT)

    verbs.move_lines(
        cast.chu(), by=cast.actor_of(cast.nadia()), at=NOON, lines=lines, state=State.PAID, on=TODAY
    )

    assert Message.objects.filter(kind="pay.paid").count() == 1


def test_a_letter_that_has_not_left_yet_is_not_needed_once_she_answered(line):
    address_of(cast.karim())
    build.at(line, State.RECEIVED)

    outbox.send_due(at=NOON)

    assert mail.outbox == []


def test_she_is_asked_whether_it_came_until_she_answers(line):
    karim = cast.actor_of(cast.karim())
    build.at(line, State.SENT)
    assert cast.waiting(paid_to_confirm, karim, TODAY) == []

    build.step(line, State.PAID)
    (told,) = cast.waiting(paid_to_confirm, karim, TODAY)
    assert told.title == "CHU des Deux-Rives dit vous avoir payé"

    build.step(line, State.RECEIVED)
    assert cast.waiting(paid_to_confirm, karim, TODAY) == []


# --- what waits for too long ----------------------------------------------------------------------
@pytest.mark.spec("C7", "C14", "J3.AC6")
def test_unpaid_for_more_than_sixty_days_shows_in_red_to_the_coordination_and_in_its_count(line):
    page = reverse("pay:payments", args=[cast.chu().code])
    for days, late in ((60, 0), (61, 1)):
        with time_machine.travel(NOON + timedelta(days=days), tick=False):
            body = read(cast.signed_in(Client(), cast.nadia()), f"{page}?etat=a-valider")

            told = f'<span class="tag late">en retard\u00a0: {days} j d’attente</span>'
            assert (told in body) is bool(late)
            where = f"{page}?etat=en-retard" if late else ""
            house = cast.chu().pk if late else None
            assert late_lines(cast.nadia().pk, TODAY + timedelta(days=days)) == (late, where, house)


def test_what_is_paid_is_late_no_more(line):
    build.at(line, State.PAID)

    assert late_lines(cast.nadia().pk, TODAY + timedelta(days=365)) == (0, "", None)


@pytest.mark.spec("C14")
def test_a_referent_and_another_house_are_told_no_late_line(line):
    long_after = TODAY + timedelta(days=365)

    assert late_lines(cast.nurse().pk, long_after) == (0, "", None)
    assert late_lines(cast.charlie().pk, long_after) == (0, "", None)
    assert Engagement.objects.filter(person=cast.nurse(), referent_since__isnull=False).exists()


@pytest.mark.spec("C14", "J3.AC6")
def test_the_weekly_digest_of_the_coordination_counts_what_is_late_and_names_nobody(line):
    soon, long_after = TODAY + timedelta(days=60), TODAY + timedelta(days=61)

    def told(who, day):
        return [(str(one.text), one.names) for one in digest_of(who.pk, day) if "retard" in str(one.text)]

    assert told(cast.nadia(), soon) == []
    assert told(cast.nadia(), long_after) == [("1 paiement en retard", ())]
    assert told(cast.nurse(), long_after) == []


def test_how_long_is_too_long_is_a_setting_of_the_house(line):
    set_parameter(
        cast.chu(),
        by=cast.actor_of(cast.nadia()),
        at=NOON,
        name="pay.late_days",
        value="10",
        starts_on=TODAY,
        source="Décision",
    )

    assert late_lines(cast.nadia().pk, TODAY + timedelta(days=11))[0] == 1
