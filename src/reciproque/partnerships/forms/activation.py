"""The form of the beginning: when the first evaluation is."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.forms import ActForm


class FirstEvaluationForm(ActForm):
    """Fixes the day of the first evaluation."""

    due_on = forms.DateField(
        label=_("Le jour où nous regarderons ensemble si ça fonctionne"),
        help_text=_("Les référents des deux côtés en seront prévenus à l’avance."),
    )
