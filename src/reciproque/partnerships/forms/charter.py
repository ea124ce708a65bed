"""Forms of the charter: a clause, a remark, a signature."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.forms import ActForm, RewriteForm

from ..kinds import ClauseKind, RemarkOutcome

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
    plain = forms.CharField(
        label=_("En clair, en une phrase"),
        required=False,
        max_length=240,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Pour la page qu’on lit avant de signer : comme vous le diriez à voix haute."),
    )


class ClauseForm(Passage, ActForm):
    """Adding a clause."""

    keeps_what_was_typed: ClassVar = True


class ClauseAgainForm(Passage, RewriteForm):
    """Writing a clause anew."""

    keeps_what_was_typed: ClassVar = True
    reads: ClassVar = ("kind", "text", "plain")


class RemovalForm(ActForm):
    """Taking a clause out as it was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class RemarkForm(ActForm):
    """What somebody says of a clause."""

    keeps_what_was_typed: ClassVar = True
    text = forms.CharField(
        label=_("Votre remarque"), max_length=LONGEST_REMARK, widget=forms.Textarea(attrs={"rows": 4})
    )
    before_signing = forms.BooleanField(
        label=_("Je demande une réponse avant que quelqu’un signe"),
        required=False,
        help_text=_("Sinon, elle reste visible et n’empêche pas de signer."),
    )


class AnswerForm(ActForm):
    """What becomes of somebody else's remark, and why."""

    keeps_what_was_typed: ClassVar = True
    outcome = forms.ChoiceField(
        label=_("Que devient cette remarque ?"), choices=RemarkOutcome, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Pourquoi"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Demandé si le texte reste comme il est, ou change autrement."),
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
