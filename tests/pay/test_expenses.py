"""Expenses are apart from pay: asked by the person, before or after, with a receipt, given up if she wishes."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from reciproque.foundation.policy import Refused
from reciproque.missions.models import Mission
from reciproque.partnerships.kinds import Status
from reciproque.pay import verbs
from reciproque.pay.kinds import State
from reciproque.pay.models import Expense, Line
from reciproque.pay.queries import lines
from reciproque.people.verbs import set_parameter
from tests import cast
from tests.builders import interventions, partnerships
from tests.builders import pay as build

pytestmark = pytest.mark.django_db
NOON, TODAY = cast.NOON, cast.TODAY
YESTERDAY, TOMORROW = interventions.YESTERDAY, interventions.TOMORROW


@pytest.fixture
def partnership():
    """Karim is a volunteer there: his time is not paid, his expenses are."""
    cast.nadia()
    return partnerships.begun(at=NOON - timedelta(days=40))


@pytest.fixture
def karim(partnership):
    return build.karim(partnership)


def scale(euros: str) -> None:
    set_parameter(
        cast.chu(),
        by=cast.actor_of(cast.nadia()),
        at=NOON,
        name="pay.mileage",
        value=euros,
        starts_on=cast.LONG_AGO,
        source="Arrêté du 3 juillet 2006",
    )


@pytest.mark.spec("S1-41", "C6")
def test_a_volunteer_is_paid_back_what_she_spent_through_the_same_steps(karim):
    expense = build.expense(karim, amount=Decimal("12.5"))

    line = expense.line
    assert (line.amount, line.status, line.minutes, build.state(line)) == (
        Decimal("12.50"),
        Status.VOLUNTEER,
        None,
        State.DUE,
    )
    build.at(line, State.RECEIVED)
    assert build.state(line) == State.RECEIVED


@pytest.mark.spec("C6", "C7")
def test_expenses_are_never_added_to_pay():
    partnership = build.paid()
    build.rate(Decimal(30))
    build.line(partnership)
    build.expense(build.karim(partnership))

    tables = lines.tables(lines.with_line(lines.mine(cast.actor_of(cast.karim()))))

    assert [(table.title, table.sums) for table in tables] == [
        ("Indépendant ou consultant", [(Decimal("30.00"), "EUR")]),
        ("Frais (Indépendant ou consultant)", [(Decimal("12.50"), "EUR")]),
    ]


def test_kilometres_count_on_the_scale_of_the_house_and_are_asked_in_euros_without_one(karim):
    with pytest.raises(ValidationError, match="pas de barème au kilomètre"):
        build.expense(karim, kind="trajet", amount=None, kilometres=Decimal(40))
    scale("0,32")

    expense = build.expense(karim, kind="trajet", amount=None, kilometres=Decimal("40.5"))

    assert (expense.amount, expense.line.how) == (Decimal("12.96"), "40,5 km × 0,32 € le kilomètre")


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": None},
        {"amount": Decimal(0)},
        {"amount": None, "kilometres": Decimal(3)},  # a meal has no kilometres
        {"on": TOMORROW},
        {"on": cast.LONG_AGO},  # before he was engaged
    ],
)
def test_an_expense_without_an_amount_or_still_to_come_is_refused(karim, wrong):
    with pytest.raises(ValidationError):
        build.expense(karim, **wrong)

    assert (Expense.objects.count(), Line.objects.count()) == (0, 0)


@pytest.mark.spec("C18")
def test_what_a_mission_says_is_paid_before_may_be_asked_before(partnership, karim):
    mission = build.mission(partnership, Status.VOLUNTEER, means={"trajet": True, "repas": False})
    coming = interventions.planned(partnership)
    build.date_of(mission, coming)

    asked = build.expense(karim, kind="trajet", on=TOMORROW, intervention=coming, amount=Decimal(18))

    assert (asked.in_advance, asked.line.due_on) == (True, TOMORROW)
    with pytest.raises(ValidationError, match="seuls se demandent d’avance"):
        build.expense(karim, kind="repas", on=TOMORROW, intervention=coming)
    assert Mission.objects.get().means.count() == 2


def test_nobody_asks_for_another(karim):
    with pytest.raises(Refused, match="ses propres frais"):
        verbs.ask_expense(
            karim,
            by=cast.actor_of(cast.nadia()),
            at=NOON,
            kind="repas",
            on=YESTERDAY,
            amount=Decimal(5),
        )


def test_an_intervention_of_another_partnership_is_refused(karim):
    cast.lucie()
    other = partnerships.begun(title="Un autre", other=cast.lucie())

    with pytest.raises(ValidationError, match="d’un autre partenariat"):
        build.expense(karim, intervention=interventions.held(other))


# --- given up -------------------------------------------------------------------------------------
@pytest.mark.spec("S1-41")
def test_a_volunteer_gives_up_what_she_is_owed_by_a_dated_choice(karim):
    expense = build.expense(karim)

    verbs.give(expense, by=cast.actor_of(cast.karim()), at=NOON)

    expense.refresh_from_db()
    assert (expense.gift.given_at, build.state(expense.line)) == (NOON, State.CANCELLED)
    with pytest.raises(Refused, match="déjà envoyés, payés ou annulés"):
        verbs.give(expense, by=cast.actor_of(cast.karim()), at=NOON)


def test_nobody_gives_up_what_another_is_owed_nor_who_is_paid(karim):
    expense = build.expense(karim)
    for someone in (cast.nadia(), cast.nurse()):
        with pytest.raises(Refused):
            verbs.give(expense, by=cast.actor_of(someone), at=NOON)

    cast.lucie()
    paid = build.paid(title="Payé", other=cast.lucie())
    hers = build.expense(build.karim(paid))
    with pytest.raises(Refused, match="seul un bénévole"):
        verbs.give(hers, by=partnerships.actor_for(hers.engagement), at=NOON)


def test_what_was_sent_to_accounts_is_not_given_up(karim):
    expense = build.expense(karim)
    build.at(expense.line, State.SENT)

    with pytest.raises(Refused, match="déjà envoyés"):
        verbs.give(expense, by=cast.actor_of(cast.karim()), at=NOON)


# --- the receipt ----------------------------------------------------------------------------------
@pytest.mark.spec("N1")
@time_machine.travel(NOON, tick=False)
def test_a_receipt_is_kept_encrypted_and_given_back_as_a_file_to_who_may_read_it(karim, settings):
    cast.lucie()
    client = cast.signed_in(Client(), cast.karim())
    sent = {
        "cle": cast.form_key(),
        "engagement": karim.code,
        "kind": "repas",
        "on": YESTERDAY.isoformat(),
        "amount": "12,50",
        "document": SimpleUploadedFile("ticket.txt", b"Un repas, 12,50"),
    }
    answer = client.post(reverse("pay:ask_expense"), sent)
    assert answer.status_code == 302, answer.content.decode()

    receipt = Expense.objects.get().receipt
    kept = (settings.MEDIA_ROOT / "documents" / receipt.place).read_bytes()
    page = reverse("pay:receipt", args=[receipt.code])
    answers = {
        someone.name: cast.signed_in(Client(), someone).get(page)
        for someone in (cast.karim(), cast.nadia(), cast.nurse(), cast.lucie(), cast.charlie())
    }

    assert b"repas" not in kept
    assert [one.status_code for one in answers.values()] == [200, 200, 404, 404, 404]
    mine = answers["Karim Sow"]
    assert (mine.content, mine.headers["Content-Disposition"][:10]) == (b"Un repas, 12,50", "attachment")
    assert "sandbox" in mine.headers["Content-Security-Policy"]


@time_machine.travel(NOON, tick=False)
def test_a_receipt_that_is_not_what_its_name_says_is_refused_and_nothing_is_kept(karim):
    client = cast.signed_in(Client(), cast.karim())
    sent = {
        "cle": cast.form_key(),
        "engagement": karim.code,
        "kind": "repas",
        "on": YESTERDAY.isoformat(),
        "amount": "12,50",
        "document": SimpleUploadedFile("ticket.pdf", b"MZ pas un PDF"),
    }

    answer = client.post(reverse("pay:ask_expense"), sent)

    assert (answer.status_code, Expense.objects.count()) == (422, 0)
    assert "ne contient pas ce que son nom annonce" in answer.content.decode()
