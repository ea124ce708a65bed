"""Forms of listening: choosing someone, answering in two taps."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.forms import ActForm
from reciproque.people.models import Person

from ..kinds import Weight
from ..models.listening import MOST_WORDS


class SearchForm(forms.Form):
    """Looks for someone by name."""

    q = forms.CharField(label=_("Un nom"), required=False, max_length=100)


class ChooseForm(ActForm):
    """Chooses one of the people offered."""

    chosen = forms.ChoiceField(
        label=_("À qui aimeriez-vous pouvoir parler ?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choisissez une personne."),
            "invalid_choice": _("Choisissez une personne."),
        },
    )
    before = forms.BooleanField(
        label=_("Elle peut lire aussi ce que j’ai dit ces derniers jours"),
        required=False,
        help_text=_("Sinon, elle ne lit que ce que vous direz à partir de maintenant."),
    )

    def __init__(self, request: HttpRequest, people: list[Person]):
        super().__init__(request)
        self.people = {one.code: one for one in people}
        self.fields["chosen"].choices = [(code, one.name) for code, one in self.people.items()]  # type: ignore[attr-defined]

    def particulars(self) -> dict[str, Any]:
        given = super().particulars()
        return {"chosen": self.people[given["chosen"]], "before": given["before"]}


class HowItWasForm(ActForm):
    """Two taps: a button says how it was. Words are hers to add or not."""

    keeps_what_was_typed = True
    weight = forms.ChoiceField(
        choices=Weight,
        widget=forms.HiddenInput,
        error_messages={"required": _("Dites, d’une touche, comment c’était ; ou ne répondez pas.")},
    )
    wants_to_talk = forms.BooleanField(label=_("Je veux en parler"), required=False)
    words = forms.CharField(
        label=_("En quelques mots, si vous le souhaitez"),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ce que cela vous a fait, sans nommer de personne accompagnée."),
    )
