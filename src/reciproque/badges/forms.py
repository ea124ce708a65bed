"""Forms of portable credentials."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.forms import ActForm

from .kinds import Why


class ChangeForm(ActForm):
    """Why the organisation changes its key: what was signed with the old one depends on it."""

    why = forms.ChoiceField(
        label=_("Pourquoi changer de clé ?"),
        choices=Why,
        widget=forms.RadioSelect,
        help_text=_(
            "Dans le second cas, toutes les attestations déjà données cessent de valoir ; chacun en reprend une."
        ),
    )
