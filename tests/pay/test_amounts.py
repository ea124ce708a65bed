"""Money is counted in decimals, rounded half-up to the cent, and said in words."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from reciproque.missions.kinds import Unit
from reciproque.pay.rules.amounts import Price, money, owed, per_kilometre, rounded, travelled

NUMBERS = {"half_day": 240, "day": 480}


def price(amount: str, unit: Unit = Unit.HOUR) -> Price:
    return Price(Decimal(amount), "EUR", unit, "la grille de la structure")


@pytest.mark.spec("C6")
@pytest.mark.parametrize(
    ("amount", "minutes", "due"),
    [
        ("30", 180, "90.00"),
        ("30", 270, "135.00"),  # 3 h, an hour of travel, half an hour of debrief (J3)
        ("0.99", 1, "0.02"),  # 0.0165
        ("0.30", 1, "0.01"),  # half a cent goes up
        ("0.29", 1, "0.00"),
        ("10.01", 30, "5.01"),  # 5.005
        ("22.50", 20, "7.50"),
        ("33.33", 7, "3.89"),  # 3.8885
        ("999999.99", 1440, "23999999.76"),
    ],
)
def test_an_hour_is_paid_to_the_cent_half_up(amount, minutes, due):
    assert owed(price(amount), minutes, **NUMBERS).amount == Decimal(due)


@given(st.decimals("0.01", "999999.99", places=2), st.integers(1, 1440))
def test_it_is_never_further_than_half_a_cent_from_what_is_exact(amount, minutes):
    found = owed(Price(amount, "EUR", Unit.HOUR, "x"), minutes, **NUMBERS).amount

    gap = Fraction(found) - Fraction(amount) * minutes / 60
    assert -Fraction(1, 200) < gap <= Fraction(1, 200)
    assert found == found.quantize(Decimal("0.01"))


@given(st.decimals("-99999", "99999", places=4))
def test_rounding_twice_changes_nothing_more(amount):
    once = rounded(amount)

    assert rounded(once) == once == amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("unit", "minutes", "due"),
    [
        (Unit.HALF_DAY, 1, "75"),
        (Unit.HALF_DAY, 240, "75"),
        (Unit.HALF_DAY, 241, "150"),
        (Unit.DAY, 480, "75"),
        (Unit.DAY, 481, "150"),
        (Unit.SESSION, 600, "75"),
        (Unit.FLAT, 600, "75"),
    ],
)
def test_a_half_day_or_a_day_that_is_begun_is_due(unit, minutes, due):
    assert owed(price("75", unit), minutes, **NUMBERS).amount == Decimal(due)


def test_how_it_was_found_is_said_in_words():
    with translation.override("fr"):
        assert owed(price("30"), 270, **NUMBERS).how == (
            "4\u00a0h\u00a030 × 30,00\u00a0€ de l’heure (la grille de la structure)"
        )
        assert money(Decimal("-1234.5")) == "−1\u00a0234,50\u00a0€"
        assert money(None) == "à convenir"
    with translation.override("en"):
        assert money(Decimal("1234.5"), "CHF") == "1,234.50\u00a0CHF"


def test_kilometres_are_refunded_on_the_scale_of_the_house_or_not_at_all():
    assert travelled(Decimal("12.5"), Decimal("0.32")).amount == Decimal("4.00")
    assert travelled(Decimal("0.1"), Decimal("0.25")).amount == Decimal("0.03")  # 0.025
    assert [per_kilometre(text) for text in ("", "non", "-1", "0", "nan", "0,32")] == [
        None,
        None,
        None,
        None,
        None,
        Decimal("0.32"),
    ]
