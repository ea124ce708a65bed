"""What is typed about organisations is checked the same way for a form and for a column."""

import re

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from reciproque.people import rules
from reciproque.people.kinds import OrganisationKind


def sentence(check, text: str) -> str:
    with pytest.raises(ValidationError) as refused:
        check(text)
    return refused.value.messages[0]


@pytest.mark.parametrize("number", ["010000024", "010780054", "2A0000154", "2B0000020"])
def test_a_finess_number_with_the_right_key_is_kept(number):
    luhn_ok = number if number.startswith("01") else corsican(number)

    assert rules.finess(luhn_ok) == luhn_ok


def corsican(number: str) -> str:
    """The number with its right key, Corsica read as 1 and 2."""
    return next(
        number[:8] + key for key in "0123456789" if rules._luhn((number[:8] + key).translate(rules.CORSICA))
    )


def test_a_finess_number_may_be_typed_with_spaces_and_small_letters():
    assert rules.finess(" 01 000 002 4 ") == "010000024"


def test_a_wrong_finess_key_says_which_number_to_check():
    assert sentence(rules.finess, "010000025") == (
        "La clé de ce numéro FINESS est fausse\u00a0: un chiffre au moins a été mal recopié."
        " Vérifiez 010000025 caractère par caractère."
    )


def test_a_finess_number_that_lost_its_zero_in_a_spreadsheet_gets_it_proposed():
    assert sentence(rules.finess, "10000024") == (
        "Ce numéro FINESS n’a que 8 caractères : un tableur a sans doute ôté le zéro de tête. Essayez 010000024."
    )


@pytest.mark.parametrize("typed", ["12", "0100000240", "A10000024", "01000002X"])
def test_what_has_not_the_shape_of_a_finess_number_is_told_the_shape(typed):
    assert sentence(rules.finess, typed) == (
        "Un numéro FINESS a 9 caractères : des chiffres, et en Corse la lettre A ou B en deuxième."
    )


@given(st.text(alphabet="0123456789", min_size=8, max_size=8), st.integers(0, 7), st.integers(1, 9))
def test_one_wrong_digit_in_a_finess_number_is_always_seen(start, place, shift):
    number = corsican(start)
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]

    assert rules.finess(number) == number
    with pytest.raises(ValidationError):
        rules.finess(wrong)


def test_a_siret_number_is_checked_by_its_key():
    assert rules.siret("26010004500012") == "26010004500012"
    assert sentence(rules.siret, "26010004500013") == (
        "La clé de ce numéro SIRET est fausse : un chiffre au moins a été mal recopié."
    )
    assert sentence(rules.siret, "2601000450001") == "Un numéro SIRET a 14 chiffres."


def luhn(number: str) -> bool:
    """The key as books give it, one digit after the other."""
    worth = 0
    for place, digit in enumerate(reversed(number)):
        worth += sum(divmod(2 * int(digit), 10)) if place % 2 else int(digit)
    return worth % 10 == 0


@given(
    st.lists(st.from_regex(r"[0-9]([0-9]|A|B)[0-9]{7}", fullmatch=True) | st.text(max_size=12), max_size=40)
)
def test_many_finess_numbers_at_once_are_judged_as_each_alone(texts):
    texts += [corsican(text[:8] + "0") for text in texts if rules.FINESS.fullmatch(text)]

    assert rules.right_finess(texts) == [
        text for text in texts if rules.FINESS.fullmatch(text) and luhn(text.translate(rules.CORSICA))
    ]


@given(st.lists(st.from_regex(r"[0-9]{13}", fullmatch=True) | st.text(max_size=15), max_size=20))
def test_many_siret_numbers_at_once_are_judged_as_each_alone(texts):
    texts = [text + key for text in texts for key in "0123456789"] + texts + ["26010004500012"]

    assert rules.right_sirets(texts) == [
        text for text in texts if re.fullmatch("[0-9]{14}", text) and luhn(text) and luhn(text[:9])
    ]


def test_the_siret_numbers_of_la_poste_follow_their_own_rule():
    assert rules.siret("356 000 000 09075") == "35600000009075"


@pytest.mark.parametrize(
    ("check", "right", "wrong"),
    [
        (rules.postcode, ["35000", "01440", "97110", "98000", "20000"], ["3500", "00100", "99000", "350000"]),
        (rules.department, ["01", "35", "2A", "2b", "971", "988"], ["20", "96", "970", "00", "1"]),
        (rules.commune, ["35238", "2A004", "97105", "01001"], ["3523", "00001", "20004"]),
        (rules.finess_category, ["355", "1204"], ["35", "ABC"]),
        (rules.siren, ["260100045"], ["260100046", "26010004"]),
    ],
)
def test_other_numbers_are_checked_by_their_shape(check, right, wrong):
    assert [check(number) for number in right] == [number.upper() for number in right]
    for number in wrong:
        with pytest.raises(ValidationError):
            check(number)


@pytest.mark.parametrize(
    "check",
    [rules.finess, rules.siret, rules.siren, rules.postcode, rules.department, rules.commune],
)
def test_nothing_typed_is_nothing_wrong(check):
    assert check("  ") == ""


def test_a_category_says_the_kind_of_organisation():
    assert [rules.kind_of_category(code) for code in ("603", "604", "124", "355")] == [
        OrganisationKind.MSP,
        OrganisationKind.CPTS,
        OrganisationKind.HEALTH_CENTRE,
        OrganisationKind.HOSPITAL,
    ]
