"""Forms of what follows a decision: telling a promise, coming back to it, finding it again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from reciproque.foundation import clock
from reciproque.foundation.forms import ActForm

from ..kinds import Degree, Effect


class FulfilForm(ActForm):
    keeps_what_was_typed = True
    done = forms.TypedChoiceField(
        label=gettext_lazy("Où en est-elle ?"),
        choices=[("oui", gettext_lazy("C’est fait")), ("non", gettext_lazy("Cela ne se fera pas"))],
        coerce=lambda value: value == "oui",
        widget=forms.RadioSelect,
    )
    on = forms.DateField(label=gettext_lazy("Depuis le"), initial=clock.today)
    words = forms.CharField(
        label=gettext_lazy("Ce qui a été fait, ou pourquoi cela ne se fera pas"),
        help_text=gettext_lazy(
            "La raison est à dire quand on y renonce : celles et ceux qui attendaient la liront."
        ),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, request: HttpRequest):
        super().__init__(request)
        self.fields["words"].asked_when = "done"


class HoldForm(ActForm):
    keeps_what_was_typed = True
    effect = forms.ChoiceField(
        label=gettext_lazy("La décision a-t-elle eu un effet ?"), choices=Effect, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("Ce que nous constatons"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    next_on = forms.DateField(
        label=gettext_lazy("Y revenir encore le"),
        help_text=gettext_lazy("Laissez vide si l’on n’a plus besoin d’y revenir."),
        required=False,
    )


class SearchForm(forms.Form):
    """Filters of the lists; an unknown value filters nothing."""

    q = forms.CharField(label=gettext_lazy("Mots"), required=False, max_length=100)
    degre = forms.ChoiceField(
        label=gettext_lazy("Degré d’engagement"),
        required=False,
        choices=[("", gettext_lazy("Tous")), *Degree.choices],
    )

    def __init__(self, request: HttpRequest):
        super().__init__(request.GET)
        self.asks = any(request.GET.get(name) for name in self.fields)

    def wanted(self) -> dict[str, Any]:
        """What `queries.matching` receives."""
        self.is_valid()
        return {
            "words": self.cleaned_data.get("q", ""),
            "degree": self.cleaned_data.get("degre", ""),
        }
