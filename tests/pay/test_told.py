"""What pay keeps of a person is told to her whole; what she did to others, by its date and its house."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reciproque.pay.kinds import State
from tests import cast
from tests.builders import pay as build

pytestmark = pytest.mark.django_db


def test_she_is_told_each_line_and_each_step_and_they_only_that_they_did_it():
    partnership = build.paid()
    build.rate(Decimal(30))
    line = build.line(partnership, 60)
    build.at(line, State.PAID)
    build.expense(build.karim(partnership))

    hers, theirs = cast.data_of(cast.karim())["pay"], cast.data_of(cast.nadia())["pay"]

    assert next((one["line"], one["amount"]) for one in hers["lines"]) == (line.code, "30.00")
    assert [one["state"] for one in hers["steps"]] == ["validated", "sent", "paid"]
    assert hers["expenses"][0]["amount"] == "12.50"
    assert theirs["lines"] == []
    assert len(theirs["steps_taken"]) == 3
    assert set(theirs["steps_taken"][0]) == {"organisation", "state", "at"}
    assert "Karim" not in str(theirs)
