"""Pages of pay: what I am owed, what a house owes, what accounts receive, the grid."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reciproque.foundation import guard
from reciproque.foundation.models import new_code
from reciproque.partnerships.kinds import Status
from reciproque.pay.kinds import State
from reciproque.pay.models import Batch, Line, Rate
from tests import cast
from tests.builders import interventions
from tests.builders import pay as build

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_noon")]
NOON, TODAY = cast.NOON, cast.TODAY
KEY = {"cle": ""}


@pytest.fixture
def _at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def line():
    partnership = build.paid()
    build.rate(Decimal(30))
    return build.line(partnership, 180)


@pytest.fixture
def karim(line):
    return cast.signed_in(Client(), cast.karim())


@pytest.fixture
def nadia(line):
    return cast.signed_in(Client(), cast.nadia())


def house(which: str = "") -> str:
    return reverse("pay:payments", args=[cast.chu().code]) + (f"?etat={which}" if which else "")


def sent(**more) -> dict:
    return {"cle": cast.form_key()} | more


# --- hers -----------------------------------------------------------------------------------------
@pytest.mark.spec("C7", "J3.AC6")
def test_received_is_one_tap_on_her_page(line, karim):
    page = reverse("pay:my_payments")
    assert "à valider par la structure" in karim.get(page).content.decode()
    build.at(line, State.PAID)
    body = karim.get(page).content.decode()
    assert f'action="{reverse("pay:reception", args=[line.code])}"' in body

    answer = karim.post(reverse("pay:reception", args=[line.code]), sent())

    assert (answer.status_code, build.state(line)) == (302, State.RECEIVED)


def test_not_received_takes_a_word_or_none(line, karim):
    build.at(line, State.PAID)

    answer = karim.post(reverse("pay:refusal", args=[line.code]), sent(words=""))

    assert (answer.status_code, build.state(line)) == (302, State.REFUSED)


def test_her_hours_lead_to_her_payments_only_when_something_is_owed(line, karim):
    page, link = reverse("partnerships:my_hours"), reverse("pay:my_payments")

    assert link in karim.get(page).content.decode()
    assert link not in cast.signed_in(Client(), cast.nurse()).get(page).content.decode()


def test_what_another_is_owed_is_not_found(line):
    pages = [reverse(f"pay:{name}", args=[line.code]) for name in ("line", "refusal", "cancellation")]

    for someone in (cast.nurse(), cast.charlie()):
        client = cast.signed_in(Client(), someone)
        assert [client.get(page).status_code for page in pages] == [404] * 3
        assert client.post(reverse("pay:reception", args=[line.code]), sent()).status_code == 404


# --- the house ------------------------------------------------------------------------------------
@pytest.mark.spec("C7")
def test_the_coordination_takes_what_is_ticked_one_step_at_a_time(line, nadia):
    for which, state, more in (
        ("a-valider", State.VALIDATED, {}),
        ("valides", State.SENT, {"reference": "Bordereau 3"}),
        ("envoyes", State.PAID, {"on": TODAY.isoformat()}),
    ):
        body = nadia.get(house(which)).content.decode()
        assert f'value="{line.code}"' in body
        answer = nadia.post(house(which), sent(ligne=line.code, **more))
        assert (answer.status_code, build.state(line)) == (302, state), answer.content.decode()[:2000]


def test_nothing_ticked_is_said_and_nothing_moves(line, nadia):
    answer = nadia.post(house("a-valider"), sent())

    assert (answer.status_code, build.state(line)) == (422, State.DUE)
    assert "Choisissez d’abord au moins une ligne" in answer.content.decode()


def test_a_payment_without_a_day_keeps_what_was_ticked(line, nadia):
    build.at(line, State.SENT)

    answer = nadia.post(house("envoyes"), sent(ligne=line.code, on=""))

    assert answer.status_code == 422
    assert re.search(rf'value="{line.code}"[^>]* checked', answer.content.decode())


@pytest.mark.spec("C7")
def test_the_house_sees_how_old_what_waits_is(line, nadia):
    with time_machine.travel(NOON + timedelta(days=45), tick=False):
        client = cast.signed_in(Client(), cast.nadia())
        body = client.get(house()).content.decode()

    assert '<span class="tag warn">45 j d’attente</span>' in body
    assert "de 31 à 60\u00a0jours" in body.replace("60 jours", "60\u00a0jours")


# --- accounts -------------------------------------------------------------------------------------
@pytest.mark.spec("C5", "C7")
def test_accounts_receive_a_sheet_a_status_and_neither_the_partnership_nor_the_session(line, nadia):
    partnership = line.engagement.partnership
    build.rate(Decimal(12), status=Status.EMPLOYEE)
    lucie = interventions.engaged(partnership, cast.lucie(), status=Status.EMPLOYEE)
    interventions.held(partnership, present=[lucie])
    build.expense(build.karim(partnership))
    every = list(Line.objects.all())
    for state in (State.VALIDATED, State.SENT):
        build.verbs.move_lines(
            cast.chu(), by=cast.actor_of(cast.nadia()), at=NOON, lines=every, state=state, reference=""
        )
    batch = Batch.objects.get()

    shown = nadia.get(batch.get_absolute_url())
    book = nadia.get(reverse("pay:batch_book", args=[batch.code])).content
    with ZipFile(BytesIO(book)) as file:
        names = re.findall(r'<sheet name="([^"]+)"', file.read("xl/workbook.xml").decode())
        texts = "".join(file.read(name).decode() for name in file.namelist() if name.endswith(".xml"))
    table = reverse("pay:batch_sheet", args=[batch.code, "temps-independent"])
    answer = nadia.get(table)
    rows = b"".join(answer.streaming_content).decode().strip().splitlines()

    assert shown.status_code == 200
    assert "Lucie" in shown.content.decode()
    assert names == ["Salarié", "Indépendant ou consultant", "Frais (Indépendant ou consultan", "À propos"]
    for word in (partnership.title, "Café d’accueil"):
        assert word not in texts + "".join(rows)
    assert len(rows) == 2
    assert "Karim Sow" in rows[1]
    assert "90.00" in rows[1]
    assert "Lucie" not in rows[1]
    assert nadia.get(reverse("pay:batch_sheet", args=[batch.code, "temps-volunteer"])).status_code == 404
    assert cast.signed_in(Client(), cast.charlie()).get(table).status_code == 404


# --- the grid -------------------------------------------------------------------------------------
@pytest.mark.spec("C6", "S1-44")
def test_an_empty_grid_says_so_and_that_no_national_one_replaces_it(line, nadia):
    with guard.upkeep("tests"):
        Rate.objects.all().delete()

    body = nadia.get(reverse("pay:grid", args=[cast.chu().code])).content.decode()

    assert "Aucun tarif national ne la remplace" in body


def test_a_rate_is_written_on_its_page_and_read_on_the_grid(line, nadia, karim):
    form = {
        "status": "employee",
        "kind": "session",
        "amount": "22,50",
        "currency": "eur",
        "unit": "hour",
        "starts_on": "2026-01-01",
        "source": "Accord du 3 janvier",
    }

    answer = nadia.post(reverse("pay:new_rate", args=[cast.chu().code]), sent(**form))

    assert answer.status_code == 302, answer.content.decode()
    grid = reverse("pay:grid", args=[cast.chu().code])
    assert "22,50\u00a0€" in karim.get(grid).content.decode()
    assert cast.signed_in(Client(), cast.charlie()).get(grid).status_code == 403
    assert karim.post(reverse("pay:new_rate", args=[cast.chu().code]), sent(**form)).status_code == 403


def test_in_english_amounts_and_states_are_said_in_english(line):
    build.at(line, State.PAID)

    body = cast.signed_in(Client(), cast.karim(), language="en").get(reverse("pay:my_payments"))

    text = body.content.decode()
    assert "90.00\u00a0€" in text
    assert "Received" in text
    assert "Reçu" not in text


# --- the cost of a page ---------------------------------------------------------------------------
def many(line: Line, n: int) -> None:
    with guard.upkeep("tests"):
        Line.objects.bulk_create(
            Line(
                engagement=line.engagement,
                organisation=line.organisation,
                given=new_code(),
                status=line.status,
                kind=line.kind,
                minutes=60,
                amount=Decimal(30),
                how="x",
                on=TODAY - timedelta(days=number),
                owed_since=TODAY,
                due_on=TODAY,
            )
            for number in range(n)
        )


@pytest.mark.parametrize("who", ["karim", "nadia"])
def test_a_list_costs_as_much_with_many_lines_as_with_one(line, who):
    client = cast.signed_in(Client(), getattr(cast, who)())
    page = reverse("pay:my_payments") if who == "karim" else house()
    client.get(page)

    with CaptureQueriesContext(connection) as one:
        client.get(page)
    many(line, 300)
    with CaptureQueriesContext(connection) as lots:
        client.get(page)

    assert len(one) == len(lots) <= 10
