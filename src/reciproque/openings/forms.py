"""Forms of openings: what was seen when asking, the second look, a reason to refuse or to end."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.forms import ActForm
from reciproque.people.models import Organisation, Person
from reciproque.titles.forms import YES_OR_NO
from reciproque.titles.rules import INTERESTS

from .kinds import Extract, Identity
from .queries.lists import houses_that_could_agree, seconds_in


class AskForm(ActForm):
    """What the first person saw, the three answers she was given, and whom she asks to look too."""

    keeps_what_was_typed = True
    met_on = forms.DateField(
        label=_("Quand avez-vous rencontré cette personne ?"),
        help_text=_("En vrai, pas seulement au téléphone."),
    )
    identity = forms.ChoiceField(
        label=_("Qui elle est, comment le savez-vous ?"), choices=Identity, widget=forms.RadioSelect
    )
    extract = forms.ChoiceField(
        label=_("L’extrait de casier judiciaire (bulletin n° 3)"),
        choices=Extract,
        widget=forms.RadioSelect,
        help_text=_("Elle seule peut le demander. Rien de son contenu n’est gardé ici, ni copie."),
    )
    seen = forms.CharField(
        label=_("Ce que vous avez vu d’elle"),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Comment elle est avec les gens, ce qu’elle a déjà fait. Rien de sa santé. Elle le lira."
        ),
    )
    interests = forms.CharField(
        label=_("Si une réponse est oui, de quoi s’agit-il ?"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    second = forms.ChoiceField(
        label=_("À qui demander le second accord ?"),
        help_text=_("Une autre personne, qui regarde à son tour. Elle sera prévenue."),
    )
    field_order = (
        *("met_on", "identity", "extract", "seen"),
        *(one.name for one in INTERESTS),
        *("interests", "second"),
    )

    def __init__(self, request: HttpRequest, person: Person, *, on: date):
        super().__init__(request)
        for one in INTERESTS:
            self.fields[one.name] = forms.TypedChoiceField(
                label=one.question,
                choices=YES_OR_NO,
                coerce=lambda said: said == "yes",
                widget=forms.RadioSelect,
            )
        self.order_fields(self.field_order)
        self._offer(person, on)

    def _offer(self, person: Person, on: date) -> None:
        """Who could agree: people of the house, then other structures; in a team of two, these alone."""
        actor = self.request.actor  # type: ignore[attr-defined]
        house, but = actor.organisation_id or 0, {person.pk, actor.person_id}
        people = {one.person.code: one for one in seconds_in(house, but=but, on=on)}
        houses = {one.code: one for one in houses_that_could_agree(person, house, but=but, on=on)}
        self.offered: dict[str, Person | Organisation] = {
            **{code: one.person for code, one in people.items()},
            **houses,
        }
        groups = [
            (
                _("Dans votre structure"),
                [(code, f"{one.person} · {one.line}") for code, one in people.items()],
            ),
            (_("Ailleurs"), [(code, one.name) for code, one in houses.items()]),
        ]
        self.fields["second"].choices = [  # type: ignore[attr-defined]
            ("", _("Choisir…")),
            *((label, shown) for label, shown in groups if shown),
        ]

    def particulars(self) -> dict[str, Any]:
        given = super().particulars()
        chosen = self.offered[given.pop("second")]
        return {**given, ("second" if isinstance(chosen, Person) else "asked_of"): chosen}


class AgreeForm(ActForm):
    """The second look."""

    keeps_what_was_typed = True
    words = forms.CharField(
        label=_("Ce que vous avez vu vous-même"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("La personne le lira."),
    )
    read = forms.BooleanField(
        label=_("J’ai lu ce qui a été vu, les titres et les réponses, et je suis d’accord"),
        error_messages={"required": _("Dites que vous avez lu : c’est le second regard.")},
    )

    def particulars(self) -> dict[str, Any]:
        return {"words": super().particulars()["words"]}


class ReasonForm(ActForm):
    """Why not, or why no more."""

    keeps_what_was_typed = True
    reason = forms.CharField(
        label=_("Pourquoi"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("La personne et celles qui l’ont ouverte liront ce motif."),
    )
