"""Forms of the framing: three questions, what differs, a common wording, and the right to say one is not ready."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.forms import ActForm, RewriteForm

from ..kinds import Question

LONGEST_ANSWER = 4000


def _long(
    label: object, help_text: object = "", *, rows: int = 4, longest: int = LONGEST_ANSWER
) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=longest, widget=forms.Textarea(attrs={"rows": rows})
    )


class Answers(forms.Form):
    """The three questions, in the words of the HAS sheet."""

    need = _long(
        Question.NEED.label,
        _("Ce que vous voyez, ce qui manque : à vos yeux, sans chercher à deviner l’autre côté."),
    )
    wish = _long(Question.WISH.label, _("Ce que vous voudriez faire ensemble, concrètement."))
    reason = _long(Question.REASON.label, _("Ce qui vous y pousse ; ce que vous en attendez."))


class AnswersForm(Answers, ActForm):
    """One side answers."""


class AnswersAgainForm(Answers, RewriteForm):
    """One side says it better, before the other has answered."""

    reads: ClassVar = ("need", "wish", "reason")


class DifferenceForm(ActForm):
    """Where the two sides do not say the same thing."""

    question = forms.ChoiceField(label=_("Sur quelle question"), choices=Question, widget=forms.RadioSelect)
    text = _long(
        _("Ce qui diffère"),
        _("Décrivez l’écart sans dire qui a raison."),
        rows=3,
        longest=2000,
    )


class WordingForm(ActForm):
    """A common wording, proposed."""

    wording = _long(
        _("Ce que nous disons ensemble"),
        _(
            "Une formulation que les deux côtés peuvent dire. L’autre côté l’accepte, ou en propose une autre."
        ),
        rows=3,
        longest=2000,
    )


class WordingAgainForm(WordingForm, RewriteForm):
    """Another wording in place of the one proposed."""

    reads: ClassVar = ("wording",)


class AgreementForm(ActForm):
    """Agreeing to a wording as it was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ConcordForm(ActForm):
    """The two answers to a question say the same thing."""

    question = forms.ChoiceField(choices=Question, widget=forms.HiddenInput)


class HesitationForm(ActForm):
    """Saying one is not ready."""

    words = _long(
        _("Ce qui me retient"),
        _(
            "Les personnes engagées le lisent. Si rien n’a commencé, rien ne commence tant que vous ne vous dites"
            " pas prêt."
        ),
        rows=3,
        longest=1000,
    )


class ReadinessForm(ActForm):
    """Saying one is ready."""

    words = forms.CharField(
        label=_("Avec vos mots"),
        help_text=_("Ce qui vous y pousse, ce à quoi vous tenez. Les personnes engagées le lisent."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
