"""What a form says: its labels, what is wrong and where, what somebody else wrote meanwhile."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from django import forms
from django.test import RequestFactory

from reciproque.foundation.forms import ActForm


class Founding(ActForm):
    name = forms.CharField(label="Nom du partenariat", help_text="Comme on le dit à voix haute.")
    need = forms.CharField(label="Besoin", widget=forms.Textarea, required=False)
    level = forms.ChoiceField(
        label="Niveau", choices=[("micro", "Micro"), ("meso", "Méso")], widget=forms.RadioSelect
    )
    starts_on = forms.DateField(label="Début", required=False)
    at = forms.TimeField(label="Heure", required=False)
    when = forms.DateTimeField(label="Moment", required=False)
    agreed = forms.BooleanField(label="La personne est d’accord")


class Rewriting(Founding):
    """The other person's writing, as a RewriteForm has it after a conflict."""

    theirs = {"name": "Vivre avec la douleur", "level": "meso", "starts_on": date(2026, 12, 1), "need": ""}


def asked(kind: type[ActForm] = Founding, **initial) -> ActForm:
    return kind(RequestFactory().get("/"), initial=initial)


def sent(kind: type[ActForm] = Founding, **data) -> ActForm:
    return kind(RequestFactory().post("/", data))


def test_an_optional_field_says_so_in_words_and_a_required_one_says_nothing():
    said = str(asked()["need"].as_field_group())

    assert '<label for="id_need">Besoin <span class="optional">(facultatif)</span></label>' in said
    assert "facultatif" not in asked()["name"].as_field_group()
    assert "facultatif" not in asked()["agreed"].as_field_group()


def test_the_help_of_a_field_is_tied_to_it():
    said = asked()["name"].as_field_group()

    assert '<p class="help-text" id="id_name_helptext">Comme on le dit à voix haute.</p>' in said
    assert 'aria-describedby="id_name_helptext"' in said


def test_radios_are_a_named_group():
    said = asked()["level"].as_field_group()

    assert '<fieldset class="field">' in said
    assert "<legend>Niveau</legend>" in said


def test_an_error_stands_beside_its_field_and_in_the_summary_that_takes_the_focus():
    said = str(sent(level="micro", agreed="on"))

    assert '<div class="summary" role="alert" tabindex="-1" autofocus>' in said
    assert "Une chose à revoir" in said
    assert '<a href="#id_name">Nom du partenariat\u00a0:</a>' in said
    assert 'id="id_name_error"' in said
    assert 'aria-invalid="true"' in said


def test_the_summary_leads_to_the_first_choice_of_a_group():
    assert '<a href="#id_level_0">Niveau\u00a0:</a>' in str(sent(name="x", agreed="on"))


def test_a_form_that_is_right_has_no_summary():
    assert 'role="alert"' not in str(asked())


def test_every_form_carries_its_key():
    assert 'type="hidden" name="cle"' in str(asked())


@pytest.mark.parametrize(
    ("name", "value", "type_", "written"),
    [
        ("starts_on", date(2026, 11, 2), "date", "2026-11-02"),
        ("at", time(14, 30), "time", "14:30"),
        ("when", datetime(2026, 11, 2, 14, 30), "datetime-local", "2026-11-02T14:30"),
    ],
)
def test_dates_and_hours_are_asked_with_the_browser_s_own_controls(name, value, type_, written):
    said = str(asked(**{name: value})[name])

    assert f'type="{type_}"' in said
    assert f'value="{written}"' in said


def test_what_the_browser_sends_for_a_date_is_understood():
    form = sent(
        name="x", level="micro", agreed="on", starts_on="2026-11-02", at="14:30", when="2026-11-02T14:30"
    )

    assert form.errors == {}
    assert (form.cleaned_data["starts_on"], form.cleaned_data["at"]) == (date(2026, 11, 2), time(14, 30))


def test_what_somebody_else_wrote_stands_under_the_field_in_words():
    form = sent(Rewriting, name="Autre nom", level="micro", agreed="on")

    said = [form[name].as_field_group() for name in ("name", "level", "starts_on", "need", "at")]

    assert [
        "<q>Vivre avec la douleur</q>" in said[0],
        "<q>Méso</q>" in said[1],
        "<q>mardi 1er\u00a0décembre 2026</q>" in said[2],
        "<q>(vide)</q>" in said[3],
        "theirs" in said[4],
    ] == [True, True, True, True, False]
