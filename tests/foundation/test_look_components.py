"""The components of our pages: what they say aloud, and what they never do."""

from __future__ import annotations

from datetime import date

import pytest
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from reciproque.foundation.templatetags import house


def drawn(source: str, **context) -> str:
    return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Nadia Berthier", "NB"),
        ("Dr Hélène Morvan", "HM"),
        ("Amara K.", "AK"),
        ("Jeanne Le Goff", "JG"),
        ("Inès", "I"),
        ("", ""),
    ],
)
def test_initials_are_those_of_the_first_and_last_names(name, initials):
    assert house.initials(name) == initials


def test_initials_alone_are_read_as_the_name_and_the_voice():
    assert drawn('{% who "Karim Sow" "lived" %}') == (
        '<span class="who lived" title="Karim Sow, Savoir vécu"><span aria-hidden="true">KS</span>'
        '<span class="hidden-visually">Karim Sow, Savoir vécu</span></span>'
    )


def test_initials_beside_a_name_are_not_read_twice():
    assert drawn('{% who "Karim Sow" "lived" beside_name=True %}') == (
        '<span class="who lived" aria-hidden="true">KS</span>'
    )


def test_a_name_is_never_taken_for_markup():
    said = drawn("{% person name %}{% who name %}", name="<b>Karim</b> Sow")

    assert "<b>" not in said
    assert "&lt;b&gt;Karim&lt;/b&gt; Sow" in said


@given(st.lists(st.integers(min_value=0, max_value=10_000), min_size=3, max_size=3))
def test_the_shares_of_a_weave_add_up_to_a_hundred(counts):
    shares = house.shares(counts)

    assert sum(shares) == (100 if sum(counts) else 0)
    assert all(
        abs(share - 100 * count / sum(counts)) < 1
        for share, count in zip(shares, counts, strict=True)
        if sum(counts)
    )


def test_a_weave_says_in_figures_what_it_draws():
    said = drawn('{% weave 41 44 15 label="Part des voix" %}')

    assert [f"{share}\u00a0%" in said for share in (41, 44, 15)] == [True, True, True]
    assert 'aria-label="Part des voix"' in said
    assert "style" not in said


def test_a_weave_of_nothing_says_that_nothing_was_counted():
    assert "<svg" not in drawn("{% weave 0 0 0 %}")
    assert "Rien n’a encore été compté." in drawn("{% weave 0 0 0 %}")


@pytest.mark.parametrize(
    ("value", "state", "percent"), [(4, "ok", 50), (7, "warn", 88), (8, "warn", 100), (9, "late", 100)]
)
def test_a_gauge_turns_red_above_its_ceiling_and_stays_within_its_frame(value, state, percent):
    assert house.gauge(value, 8, "dit", near=7) == {"percent": percent, "state": state, "said": "dit"}


def test_an_icon_is_silent():
    drawing = house.icon("calendar")

    assert 'aria-hidden="true"' in drawing
    assert "style=" not in drawing


def test_an_unknown_icon_is_found_out_at_once():
    with pytest.raises(Exception, match="does not exist"):
        house.icon("no-such-drawing")


def test_help_is_folded_and_keeps_its_markup():
    said = drawn("{% help %}<p>À quoi sert cette page.</p>{% endhelp %}")

    assert said.startswith('<details class="help"><summary>')
    assert '<div class="stack tight"><p>À quoi sert cette page.</p></div>' in said


def test_crumbs_say_where_one_is():
    assert drawn('{% crumbs %}<a href="/a/">A</a><span>B</span>{% endcrumbs %}') == (
        '<nav class="crumbs" aria-label="Où je suis"><a href="/a/">A</a><span>B</span></nav>'
    )


def test_an_empty_list_says_what_to_do_next():
    said = drawn('{% empty "calendar" %}<p>Rien de prévu.</p>{% endempty %}')

    assert said.startswith('<div class="empty"><svg')
    assert said.endswith("<p>Rien de prévu.</p></div>")


def test_a_part_that_no_package_brings_is_not_shown():
    assert drawn('a{% brought "nobody/_brings.html" %}b') == "ab"


def test_a_part_that_a_package_brings_is_shown_with_the_page_s_context():
    assert drawn(
        '{% brought "foundation/parts/entry.html" %}', entry={"label": "Parole", "url": "/", "icon": "house"}
    ) == (
        drawn(
            '{% include "foundation/parts/entry.html" %}',
            entry={"label": "Parole", "url": "/", "icon": "house"},
        )
    )


def test_a_day_at_the_head_of_a_line_begins_with_a_capital():
    assert drawn("{% day on capital=True %}", on=date(2026, 11, 23)) == (
        '<time datetime="2026-11-23">Lundi 23\u00a0novembre 2026</time>'
    )
