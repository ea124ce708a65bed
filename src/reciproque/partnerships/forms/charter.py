"""Forms of the charter: a clause, a remark, a signature."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.forms import ActForm, RewriteForm

from ..kinds import ClauseKind

LONGEST_CLAUSE, LONGEST_REMARK = 6000, 2000


class Passage(forms.Form):
    """A clause: its subject and its text."""

    kind = forms.ChoiceField(label=_("Sujet"), choices=ClauseKind)
    text = forms.CharField(
        label=_("Texte"),
        max_length=LONGEST_CLAUSE,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Des phrases courtes, que chacun comprend à la première lecture."),
    )


class ClauseForm(Passage, ActForm):
    """Adding a clause."""

    keeps_what_was_typed: ClassVar = True


class ClauseAgainForm(Passage, RewriteForm):
    """Writing a clause anew."""

    keeps_what_was_typed: ClassVar = True
    reads: ClassVar = ("kind", "text")


class RemovalForm(ActForm):
    """Taking a clause out as it was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class RemarkForm(ActForm):
    """What somebody says of a clause."""

    keeps_what_was_typed: ClassVar = True
    text = forms.CharField(
        label=_("Votre remarque"), max_length=LONGEST_REMARK, widget=forms.Textarea(attrs={"rows": 4})
    )


class SignatureForm(ActForm):
    """Signing the text that was read: its digest goes with the signature."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    read_in_full = forms.BooleanField(label=_("J’ai lu tout le texte ci-dessus, et je le signe en mon nom."))

    def ask_again(self, digest: str) -> None:
        """The text changed since it was read: it is to be read again, and the tick given again."""
        self.data = self.data.copy()
        self.data["digest"] = digest
        self.data.pop("read_in_full", None)
