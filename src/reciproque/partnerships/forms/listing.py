"""The form by which one finds partnerships again: it reads the address, and never refuses what stands there."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.models import LONGEST_SEARCH

from ..kinds import SHORT_LEVEL, Domain, Level, Stage
from ..modes import mode_choices
from ..queries.partnerships import Wanted

ALL = ("", _("Tous"))


class ListForm(forms.Form):
    """Words and filters, all optional; a value nobody offers counts for none."""

    q = forms.CharField(
        label=_("Un mot du titre"), required=False, widget=forms.TextInput({"type": "search"})
    )
    etape = forms.ChoiceField(label=_("Étape"), required=False, choices=[("", _("Toutes")), *Stage.choices])
    niveau = forms.ChoiceField(
        label=_("Niveau"),
        required=False,
        choices=[ALL, *((level.value, SHORT_LEVEL[level]) for level in Level)],
    )
    domaine = forms.ChoiceField(label=_("Domaine"), required=False, choices=[ALL, *Domain.choices])
    mode = forms.ChoiceField(
        label=_("Mode d’intervention"), required=False, choices=lambda: [ALL, *mode_choices()]
    )

    def wanted(self) -> Wanted:
        """What is looked for, unreadable filters left out."""
        self.is_valid()
        said = self.cleaned_data
        return Wanted(
            words=said.get("q", "").strip()[:LONGEST_SEARCH],
            level=said.get("niveau", ""),
            domain=said.get("domaine", ""),
            mode=said.get("mode", ""),
            stage=said.get("etape", ""),
        )
