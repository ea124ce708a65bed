"""Published counts never let anybody find a group smaller than the threshold."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from reciproque.foundation.statistics import statistic

ON = date(2026, 11, 2)


class WhatSubtractionFinds(TestCase):
    @settings(max_examples=300, deadline=None)
    @given(st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 30), min_size=1))
    def test_no_small_cell_is_found_by_subtraction(self, counts):
        told = statistic(counts, on=ON)

        withheld = [group for group, cell in told.cells.items() if cell.withheld]
        shown = sum(cell.value for cell in told.cells.values() if not cell.withheld)
        assert all(told.cells[g].withheld for g, n in counts.items() if 0 < n < told.threshold)
        if withheld and not told.total.withheld:
            assert len(withheld) > 1
            assert told.total.value - shown >= told.threshold

    @settings(max_examples=100, deadline=None)
    @given(st.dictionaries(st.sampled_from("abcdefg"), st.integers(5, 30), min_size=1))
    def test_large_groups_are_told_exactly(self, counts):
        told = statistic(counts, on=ON)

        assert {g: c.value for g, c in told.cells.items()} == counts
        assert told.total.value == sum(counts.values())


@pytest.mark.django_db
def test_a_total_under_the_threshold_is_withheld_whole():
    told = statistic({"a": 4, "b": 0}, on=ON)

    assert told.total.withheld
    assert all(cell.withheld for cell in told.cells.values())


@pytest.mark.django_db
def test_outside_the_structure_the_threshold_is_higher():
    assert statistic({"a": 9}, on=ON, outside=True).total.withheld
    assert statistic({"a": 9}, on=ON).total.value == 9
