"""Forms of answers: reading over, offering, taking, asking, saying yes or no."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.forms import ActForm, RewriteForm
from reciproque.people.models import Person

from ..models import Mission, Taking, Terms
from ..rules.terms import terms_in_words


class GiveBackForm(ActForm):
    keeps_what_was_typed = True
    words = forms.CharField(
        label=_("Ce qu’il manque"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class CloseForm(ActForm):
    keeps_what_was_typed = True
    reason = forms.CharField(label=_("Pourquoi la clore"), max_length=300)


class OfferForm(ActForm):
    """To whom, with a word."""

    keeps_what_was_typed = True
    people = forms.MultipleChoiceField(
        label=_("À qui la proposer"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choisissez au moins une personne.")},
    )
    words = forms.CharField(
        label=_("Un mot pour les personnes choisies"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, request: HttpRequest, people: list[Person]):
        super().__init__(request)
        self.offered = {one.code: one for one in people}
        self.fields["people"].choices = [(one.code, one.name) for one in people]  # type: ignore[attr-defined]

    def particulars(self) -> dict[str, Any]:
        given = super().particulars()
        return {**given, "people": [self.offered[code] for code in sorted(given["people"])]}


class RhythmFields(forms.Form):
    sessions = forms.IntegerField(
        label=_("Combien de séances vous iraient"),
        required=False,
        min_value=1,
        max_value=500,
        help_text=_("Moins que prévu va très bien, sans avoir à dire pourquoi. Vide : comme elles viennent."),
    )
    rhythm = forms.CharField(
        label=_("Un autre rythme, avec vos mots"),
        required=False,
        max_length=200,
        help_text=_("Par exemple : deux jeudis par mois, jamais le soir."),
    )


class TermsField(forms.ChoiceField):
    """What the mission offers under each status, said in words."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("label", _("Sous quel statut donnez-vous ce temps ?"))
        super().__init__(widget=forms.RadioSelect, **kwargs)

    def offer(self, offered: list[Terms], standing: Terms | None = None) -> None:
        self.offered = {one.code: one for one in offered}
        self.choices = [(one.code, terms_in_words(one)) for one in offered]
        if standing is not None:
            self.initial = standing.code
        elif len(offered) == 1:
            self.initial = offered[0].code


class TakeForm(RhythmFields, ActForm):
    """Takes a mission, at one's own rhythm."""

    keeps_what_was_typed = True
    terms = TermsField(help_text=_("Vous pourrez changer d’avis à tout moment, pour la suite."))
    field_order = ("terms", "sessions", "rhythm")

    def __init__(self, request: HttpRequest, mission: Mission, offered: list[Terms]):
        super().__init__(request)
        self.fields["terms"].offer(offered)  # type: ignore[attr-defined]
        if mission.sessions:
            self.fields["sessions"].widget.attrs["max"] = mission.sessions

    def particulars(self) -> dict[str, Any]:
        given = super().particulars()
        return {**given, "terms": self.fields["terms"].offered[given["terms"]]}  # type: ignore[attr-defined]


class AskForm(TakeForm):
    """Asks for a mission of a partnership one is not in."""

    words = forms.CharField(
        label=_("Un mot sur ce qui vous y amène"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Rien de votre santé n’est attendu."),
    )
    field_order = ("terms", "sessions", "rhythm", "words")


class RhythmForm(RhythmFields, RewriteForm):
    """Changes how often one comes."""

    reads = ("sessions", "rhythm")

    def __init__(self, request: HttpRequest, row: Taking):
        super().__init__(request, row)


class TermsForm(ActForm):
    """Chooses otherwise, from now on."""

    terms = TermsField()

    def __init__(self, request: HttpRequest, offered: list[Terms], standing: Terms | None):
        super().__init__(request)
        self.fields["terms"].offer(offered, standing)  # type: ignore[attr-defined]

    def particulars(self) -> dict[str, Any]:
        given = super().particulars()
        return {"terms": self.fields["terms"].offered[given["terms"]]}  # type: ignore[attr-defined]


class WelcomeForm(ActForm):
    reply = forms.CharField(label=_("Un mot pour l’accueillir"), required=False, max_length=300)


class TurnDownForm(ActForm):
    keeps_what_was_typed = True
    reply = forms.CharField(
        label=_("Pourquoi, avec égard"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("La personne seule le lira."),
    )


class MentorForm(ActForm):
    """Whom to ask."""

    mentor = forms.ChoiceField(
        label=_("À qui le demander"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez quelqu’un.")},
    )

    def __init__(self, request: HttpRequest, people: list[Person]):
        super().__init__(request)
        self.people = {one.code: one for one in people}
        self.fields["mentor"].choices = [(one.code, one.name) for one in people]  # type: ignore[attr-defined]

    def particulars(self) -> dict[str, Any]:
        return {"mentor": self.people[super().particulars()["mentor"]]}


class YesOrNoForm(ActForm):
    """Two buttons."""

    answer = forms.ChoiceField(label=_("Votre réponse"), choices=[("yes", _("Oui")), ("no", _("Non merci"))])

    @property
    def says_yes(self) -> bool:
        return self.is_valid() and self.cleaned_data["answer"] == "yes"

    def particulars(self) -> dict[str, Any]:
        return {}
