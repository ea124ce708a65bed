"""Reading a draft again: may it be given to people, and what is missing."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.forms import RewriteForm

from ..kinds import Verdict
from ..models import Version


class ReadForm(RewriteForm):
    """The word of one person about the draft as it stands before her eyes."""

    keeps_what_was_typed = True
    verdict = forms.ChoiceField(label=_("Ce que vous en dites"), choices=Verdict, widget=forms.RadioSelect)
    missing = forms.CharField(
        label=_("Ce qui manque, ou ce qui n’est pas clair"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Avec vos mots. Ceux qui écrivent le liront."),
    )

    def __init__(self, request: HttpRequest, row: Version):
        super().__init__(request, row)
