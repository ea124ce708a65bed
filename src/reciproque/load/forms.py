"""Forms of one's own rhythm: ceilings and free moments on one screen, a pause, taking up again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reciproque.foundation import clock, words
from reciproque.foundation.forms import ActForm, RewriteForm
from reciproque.partnerships.forms.lengths import LengthField

from .kinds import Part, Weekday
from .models import Rhythm
from .verbs.rhythm import MOST

FREE_ON = {
    Part.MORNING: _("Libre le matin"),
    Part.AFTERNOON: _("Libre l’après-midi"),
    Part.EVENING: _("Libre le soir"),
}
_LENGTH = _("Par exemple : 6 h, ou 4 h 30. Vide : pas de plafond.")


class RhythmForm(RewriteForm):
    """One's ceilings and the moments one is free. Left empty: no ceiling, any time."""

    week_minutes = LengthField(
        label=_("Par semaine, au plus"), required=False, help_text=_LENGTH, most=MOST["week_minutes"]
    )
    month_minutes = LengthField(
        label=_("Par mois, au plus"), required=False, help_text=_LENGTH, most=MOST["month_minutes"]
    )
    evenings = forms.TypedChoiceField(
        label=_("Soirées par semaine, au plus"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Pas de plafond")), *((n, str(n)) for n in range(MOST["evenings"] + 1))],
    )

    def __init__(self, request: HttpRequest, rhythm: Rhythm):
        super().__init__(request, rhythm)
        for part in Part:
            self.fields[part.value] = forms.TypedMultipleChoiceField(
                label=FREE_ON[part],
                choices=Weekday.choices,
                coerce=int,
                required=False,
                widget=forms.CheckboxSelectMultiple(attrs={"class": "row"}),
            )

    def read(self, row: Rhythm) -> dict[str, Any]:
        ticked = list(row.free.all()) if row.pk else []
        free = {part.value: [one.weekday for one in ticked if one.part == part] for part in Part}
        ceilings = {"week_minutes": row.week_minutes, "month_minutes": row.month_minutes}
        return {**ceilings, "evenings": row.evenings, **free}

    def particulars(self) -> dict[str, Any]:
        said = super().particulars()
        free = [(day, part.value) for part in Part for day in said.pop(part.value)]
        return {**said, "free": free}

    @property
    def theirs(self) -> dict[str, Any]:
        found = super().theirs
        lengths = {
            name: words.length(found[name]) for name in ("week_minutes", "month_minutes") if found.get(name)
        }
        return found | lengths


class PauseForm(ActForm):
    """A pause: from when, and until when if one knows. No reason is asked."""

    starts_on = forms.DateField(label=_("À partir du"))
    ends_on = forms.DateField(
        label=_("Jusqu’au"),
        required=False,
        help_text=_("Ce jour compris. Vide : jusqu’à ce que vous repreniez."),
    )

    def __init__(self, request: HttpRequest):
        super().__init__(request, initial={"starts_on": clock.today()})


class ResumeForm(ActForm):
    """Taking up again."""
