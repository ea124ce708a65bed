"""Forms of voices: hearing one, answering it, looking for one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reciproque.foundation import clock
from reciproque.foundation.forms import ActForm
from reciproque.people.models import LANGUAGES

from .kinds import Consent, Position, VoiceKind
from .queries import ANSWERED, UNANSWERED
from .verbs import NAMED

LONGEST = 4000


class HearForm(ActForm):
    """What was said, and the consent that covers it. There is no field for a name."""

    keeps_what_was_typed = True
    read_aloud = forms.BooleanField(
        label=_("J’ai lu ce texte à la personne"),
        error_messages={
            "required": _("Lisez-lui d’abord ce texte : sans lui, elle ne sait pas à quoi elle dit oui.")
        },
    )
    consent = forms.ChoiceField(
        label=_("Ce qu’elle répond"),
        choices=[*Consent.choices, ("no", _("Non"))],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Ce qui a été dit, dans les mots de la personne"),
        help_text=_("Ses mots tels quels, sans nom ni prénom : ni le sien, ni celui de quelqu’un d’autre."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    names_kept = forms.BooleanField(
        label=_("C’est voulu : ce mot n’est pas le nom de quelqu’un, ou la personne tient à ce qu’il reste"),
        required=False,
    )
    kind = forms.ChoiceField(label=_("C’est"), choices=VoiceKind, widget=forms.RadioSelect)
    said_as = forms.ChoiceField(label=_("Dit par"), choices=[("", "—"), *Position.choices])
    language = forms.ChoiceField(label=_("Dans quelle langue"), choices=LANGUAGES, initial="fr")
    heard_on = forms.DateField(label=_("Entendu le"), initial=clock.today)

    @property
    def names_someone(self) -> bool:
        """True once the words were found to name someone: only then is it asked whether this is meant."""
        return self.is_bound and (self.has_error("text", NAMED) or bool(self.cleaned_data.get("names_kept")))

    def get_context(self) -> dict[str, Any]:
        if not self.names_someone:
            self.fields.pop("names_kept", None)
        return super().get_context()


class ReplyForm(ActForm):
    keeps_what_was_typed = True
    text = forms.CharField(
        label=_("Votre réponse"),
        help_text=_("Ce que vous avez compris, ce qui va se faire, ou pourquoi cela ne se fera pas."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SearchForm(forms.Form):
    """Filters of the lists; an unknown value filters nothing."""

    q = forms.CharField(label=_("Mots ou code"), required=False, max_length=100)
    nature = forms.ChoiceField(
        label=_("Nature"), required=False, choices=[("", _("Toutes")), *VoiceKind.choices]
    )
    reponse = forms.ChoiceField(
        label=_("Réponse"),
        required=False,
        choices=[("", _("Toutes")), (UNANSWERED, _("Sans réponse")), (ANSWERED, _("Avec réponse"))],
    )

    def __init__(self, request: HttpRequest):
        super().__init__(request.GET)
        self.asks = any(request.GET.get(name) for name in self.fields)

    def wanted(self) -> dict[str, Any]:
        """What `queries.matching` receives."""
        self.is_valid()
        asked = self.cleaned_data
        return {
            "words": asked.get("q", ""),
            "kind": asked.get("nature", ""),
            "answer": asked.get("reponse", ""),
        }
