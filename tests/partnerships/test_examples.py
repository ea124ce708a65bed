"""The examples of the HAS sheet: whole in both languages, inside what the product knows, never an answer in advance."""

from dataclasses import fields

import pytest

from reciproque.partnerships.examples import BLANK, NAMES, example, examples
from reciproque.partnerships.kinds import ClauseKind, Domain, Level
from reciproque.partnerships.models import Need
from reciproque.partnerships.modes import MODES
from reciproque.partnerships.rules.charter import ALWAYS_SAID

REAL_NAMES = ("questembert", "bordeaux", "aides")
"""Names printed in the sheet: none may enter the product."""


def texts(one) -> list[str]:
    return [
        one.title,
        one.summary,
        one.purpose,
        *one.axes,
        *(need.text for need in one.needs),
        *(part for aim in one.objectives for part in (aim.text, aim.indicator, aim.target)),
        *(text for _kind, *said in one.clauses for text in said),
        *(getattr(sheet, part.name) for sheet in (one.lived, one.care) for part in fields(sheet)),
    ]


@pytest.mark.spec("B11")
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_whole_in_both_languages(name, language):
    told = example(name, language)

    assert (told.code, told.language) == (name, language)
    assert all(text.strip() for text in texts(told))
    assert Level(told.level)
    assert Domain(told.domain)
    assert set(told.modes) <= set(MODES)
    assert {need.knowledge for need in told.needs} <= set(Need.Knowledge)
    assert all(0 <= aim.need < len(told.needs) and aim.months > 0 for aim in told.objectives)


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_say_as_much_in_the_same_order(name):
    french, english = example(name, "fr"), example(name, "en")

    assert len(texts(french)) == len(texts(english))
    assert [need.knowledge for need in french.needs] == [need.knowledge for need in english.needs]
    assert [(a.need, a.months) for a in french.objectives] == [(a.need, a.months) for a in english.objectives]
    assert [kind for kind, *_said in french.clauses] == [kind for kind, *_said in english.clauses]
    assert not set(texts(french)) & set(texts(english)) - {"0", "10"}


@pytest.mark.spec("B11", "B4")
@pytest.mark.parametrize("name", NAMES)
def test_the_clauses_proposed_cover_every_heading_a_charter_must_say(name):
    said = [kind for kind, *_said in example(name, "fr").clauses]

    assert said == [kind.value for kind in ClauseKind if kind is not ClauseKind.OTHER]
    assert set(ALWAYS_SAID) <= set(said)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_real_name_enters_an_example(language):
    whole = " ".join(text.casefold() for told in examples(language) for text in texts(told))

    assert not [name for name in REAL_NAMES if name in whole.split()]


@pytest.mark.spec("B11")
def test_the_first_example_works_in_the_first_three_modes_and_the_second_on_three_axes():
    assert example(NAMES[0], "fr").modes == ("soutien_accompagnement", "aide_parcours", "pouvoir_agir")
    assert len(example(NAMES[1], "fr").axes) == 3


def test_an_unknown_example_is_the_blank_one_and_an_unknown_language_is_french():
    assert example("autre", "fr").code == BLANK
    assert texts_of_blank(example(BLANK, "en")) == []
    assert example(NAMES[0], "de").title == example(NAMES[0], "fr").title


def texts_of_blank(blank) -> list[str]:
    return [text for text in (blank.title, blank.summary, blank.purpose) if text] + list(blank.clauses)
