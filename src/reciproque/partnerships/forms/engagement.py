"""Forms of engagements: proposing, the role sheet, leaving."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.forms import ActForm, RewriteForm

from ..kinds import Side, Status
from ..models import Engagement
from ..queries.positions import Position
from ..queries.roles import SHEET
from ..rules.sides import sides_open_to


class SheetFields(forms.Form):
    """The four parts of a role sheet."""

    does = forms.CharField(
        label=_("Ce que la personne fait"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    does_not = forms.CharField(
        label=_("Ce qu’elle ne fait pas"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    decides = forms.CharField(
        label=_("Ce qu’elle décide"),
        required=False,
        max_length=2000,
        help_text=_(
            "Une chose par ligne. Si vous êtes plusieurs à décider d’une même chose, dites comment après deux"
            " points : « le programme : ensemble, sans vote »."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    consulted_on = forms.CharField(
        label=_("Ce sur quoi elle est consultée"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ProposeForm(SheetFields, ActForm):
    """Proposes a place to someone in a position she holds, or takes one oneself."""

    side = forms.ChoiceField(label=_("De quel côté"), widget=forms.RadioSelect, choices=Side)
    status = forms.ChoiceField(
        label=_("Sous quel statut"),
        widget=forms.RadioSelect,
        choices=Status,
        help_text=_("Les heures données sous deux statuts ne sont jamais additionnées."),
    )
    field_order = ["side", "status", *SHEET]

    def __init__(self, request: HttpRequest, position: Position):
        self.position = position
        super().__init__(request)
        open_sides = sides_open_to(position.role)
        self.fields["side"].choices = [(side.value, side.label) for side in open_sides]
        if len(open_sides) == 1:
            del self.fields["side"]

    def particulars(self) -> dict[str, Any]:
        return {
            **super().particulars(),
            "person": self.position.person,
            "position": self.position.role.value,
            "on_behalf_of": self.position.on_behalf_of,
            "seat": self.position.seat,
        }


class RoleForm(SheetFields, RewriteForm):
    """Changes a role sheet."""

    reads = SHEET


class AnswerForm(ActForm):
    """An act without particulars: accepting, declining, taking back, naming."""


class ConfirmForm(ActForm):
    """Says that a sheet, as it was read, still holds."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class LeaveForm(ActForm):
    left_words = forms.CharField(
        label=_("Un mot, si vous le souhaitez"),
        required=False,
        max_length=500,
        help_text=_("Rien n’est demandé. Ce que vous écrivez est lu par les personnes engagées."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SearchForm(forms.Form):
    """Looks for someone by her name."""

    q = forms.CharField(label=_("Nom de la personne"), required=False, max_length=100)


def named(engagement: Engagement) -> str:
    """« Karim Sow (Patient partenaire) », for a list of people to tick."""
    return f"{engagement.person} ({engagement.speaks_as})"
