"""The forms of the pages of administration."""

from __future__ import annotations

from django import forms

from reciproque.foundation import outbox
from reciproque.foundation.forms import ActForm


def kinds() -> list[tuple[str, str]]:
    return [(kind, kind) for kind in outbox.NOTICES]


class RetryForm(ActForm):
    """Which kind of letters is to be tried again."""

    kind = forms.ChoiceField(choices=kinds, widget=forms.HiddenInput)
