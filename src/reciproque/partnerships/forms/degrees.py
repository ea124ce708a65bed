"""Forms of the degrees: one aimed at for a stage, and what one's side sees of each."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.forms import ActForm

from ..kinds import DEGREE_WORDS, Observed, Phase


class AimForm(ActForm):
    """Proposes a degree for a stage."""

    degree = forms.ChoiceField(
        label=_("Quelle place pour les patients et proches ?"),
        choices=[(degree.value, words) for degree, words in DEGREE_WORDS.items()],
        widget=forms.RadioSelect,
    )

    def __init__(self, request: HttpRequest, phase: str, *, initial: dict[str, Any]):
        super().__init__(request, initial=initial)
        self.phase = phase

    def particulars(self) -> dict[str, Any]:
        return {**super().particulars(), "phase": self.phase}


class LookForm(ActForm):
    """Says what one's side sees of each stage."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, request: HttpRequest, *, seen: dict[str, str], version: int):
        super().__init__(request, initial={**seen, "version": version})
        for phase in Phase:
            self.fields[phase.value] = forms.ChoiceField(
                label=phase.label,
                choices=Observed.choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Dites ce que votre côté voit de cette étape.")},
            )
