"""Forms of titles: declaring, adding a document, vouching, taking back, keeping the vocabulary."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reciproque.foundation import clock, files
from reciproque.foundation.forms import ActForm, RewriteForm
from reciproque.people.models import Organisation

from .kinds import Form, Lasts, Means, Topic
from .models import Closing, Title
from .queries.lists import may_be_asked, titles_in_use
from .queries.outside import may_watch
from .rules import INTERESTS

YES_OR_NO = [("yes", _("Oui")), ("no", _("Non"))]


class Asking(ActForm):
    """The field by which one asks an organisation to make sure; it may be left for later."""

    asked_of = forms.ModelChoiceField(
        label=_("À quelle structure demander de vérifier ?"),
        queryset=Organisation.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=_("Plus tard"),
        help_text=_("Sa coordination lira vos documents, et personne d’autre."),
    )

    def __init__(self, request: HttpRequest, **kwargs: Any):
        super().__init__(request, **kwargs)
        self.fields["asked_of"].queryset = may_be_asked(request.actor)  # type: ignore[attr-defined]


class TitleForm(Asking):
    """A title, the form one chooses, and the three questions asked of everyone."""

    keeps_what_was_typed = True
    title = forms.ModelChoiceField(
        label=_("Quel titre ?"),
        queryset=Title.objects.none(),
        to_field_name="code",
        empty_label=_("Choisir…"),
    )
    form = forms.ChoiceField(label=_("Comment le dire de vous ?"), choices=Form, widget=forms.RadioSelect)
    interests = forms.CharField(
        label=_("Si vous avez répondu oui, dites de quoi il s’agit"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ("title", "form", *(one.name for one in INTERESTS), "interests", "asked_of")

    def __init__(self, request: HttpRequest, **kwargs: Any):
        super().__init__(request, **kwargs)
        self.fields["title"].queryset = titles_in_use()
        for one in INTERESTS:
            self.fields[one.name] = forms.TypedChoiceField(
                label=one.question,
                choices=YES_OR_NO,
                coerce=lambda said: said == "yes",
                widget=forms.RadioSelect,
            )
        self.order_fields(self.field_order)


class TrainingForm(Asking):
    """A training, as its attestation tells it."""

    keeps_what_was_typed = True
    label = forms.CharField(
        label=_("Quelle formation ?"),
        max_length=160,
        help_text=_("Par exemple : diplôme universitaire, licence, formation d’une association, atelier."),
    )
    topic = forms.ChoiceField(label=_("Sur quoi portait-elle ?"), choices=Topic, widget=forms.RadioSelect)
    provider = forms.CharField(label=_("Qui l’a donnée ?"), max_length=160)
    hours = forms.IntegerField(label=_("Combien d’heures ?"), min_value=1, max_value=2_000)
    ended_on = forms.DateField(label=_("Quand a-t-elle fini ?"))
    content = forms.CharField(
        label=_("De quoi était-elle faite ?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("L’attestation doit le montrer : vous pouvez le recopier ici."),
    )
    field_order = ("label", "topic", "provider", "hours", "ended_on", "content", "asked_of")


class AskForm(Asking):
    """Ask another organisation, or ask at last."""

    def __init__(self, request: HttpRequest, **kwargs: Any):
        super().__init__(request, **kwargs)
        self.fields["asked_of"].required = True
        self.fields["asked_of"].empty_label = _("Choisir…")


class EvidenceForm(ActForm):
    """One document. What is wrong with it is said before anything is kept."""

    document = forms.FileField(
        label=_("Votre document"),
        help_text=_("Une photo, un PDF ou un texte, 10 Mo au plus. Il est gardé chiffré."),
        widget=forms.ClearableFileInput(attrs={"accept": files.ACCEPTED}),
        error_messages={"required": _("Choisissez d’abord un document.")},
    )

    def clean_document(self) -> files.Document:
        return files.accept(self.cleaned_data["document"])


class VerifyForm(ActForm):
    """How one made sure, and until when it holds."""

    keeps_what_was_typed = True
    means = forms.ChoiceField(
        label=_("Comment vous en êtes-vous assuré ?"), choices=Means, widget=forms.RadioSelect
    )
    seen = forms.CharField(
        label=_("La pièce vue"),
        required=False,
        max_length=200,
        help_text=_("Par exemple : attestation de 34 h du 3 mai 2026. Demandée si vous avez vu une pièce."),
    )
    valid_until = forms.DateField(
        label=_("Valable jusqu’au"),
        required=False,
        help_text=_("Laissez vide pour la durée habituelle de votre structure."),
    )
    lasts = forms.ChoiceField(
        label=_("Ce qui y met fin plus tôt"), choices=Lasts, initial=Lasts.DATE, widget=forms.RadioSelect
    )


class BatchForm(VerifyForm):
    """The same answer for several claims, ticked one by one: an issuer with its own register."""

    claims = forms.MultipleChoiceField(
        label=_("Lesquels ?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Cochez au moins une ligne.")},
    )
    field_order = ("claims", "means", "seen", "valid_until", "lasts")

    def __init__(self, request: HttpRequest, offered: list[tuple[str, Any]]):
        super().__init__(request)
        self.fields["claims"].choices = offered
        self.order_fields(self.field_order)


class ReasonForm(ActForm):
    """Why one does not vouch any more: the person reads it."""

    keeps_what_was_typed = True
    reason = forms.CharField(
        label=_("Pourquoi"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("La personne lira ce motif. La page publique ne dira que « retiré » et la date."),
    )


class WordsForm(RewriteForm):
    """The words of a title of the vocabulary."""

    feminine = forms.CharField(label=_("Au féminin"), max_length=120)
    masculine = forms.CharField(label=_("Au masculin"), max_length=120)
    inclusive = forms.CharField(label=_("En écriture inclusive"), max_length=120)
    english = forms.CharField(label=_("En anglais"), max_length=120)
    meaning = forms.CharField(
        label=_("Ce qu’il veut dire"), max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )
    meaning_english = forms.CharField(
        label=_("Ce qu’il veut dire, en anglais"), max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )
    vouched_by = forms.CharField(label=_("Qui peut en répondre"), max_length=200)
    vouched_by_english = forms.CharField(label=_("Qui peut en répondre, en anglais"), max_length=200)
    reads = (
        "feminine",
        "masculine",
        "inclusive",
        "english",
        "meaning",
        "meaning_english",
        "vouched_by",
        "vouched_by_english",
    )


class MergeForm(ActForm):
    """Which title stays."""

    into = forms.ModelChoiceField(
        label=_("Dans quel titre le fondre ?"),
        queryset=Title.objects.none(),
        to_field_name="code",
        empty_label=_("Choisir…"),
        help_text=_("Celles et ceux qui le portent porteront l’autre. L’ancien nom mène au nouveau."),
    )

    def __init__(self, request: HttpRequest, title: Title):
        super().__init__(request)
        self.fields["into"].queryset = titles_in_use().exclude(pk=title.pk)


# --- without an account, and the cases ------------------------------------------------------------
class CodeForm(forms.Form):
    """A short code, as one reads it on a card."""

    code = forms.CharField(label=_("Le code du titre"), max_length=40)


class ReportForm(ActForm):
    """What happened, and how to be reached if one wishes."""

    keeps_what_was_typed = True
    text = forms.CharField(
        label=_("Ce qui s’est passé"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Dites ce que vous avez vu ou entendu, où et quand. N’écrivez rien de votre propre santé."
        ),
    )
    contact = forms.CharField(
        label=_("Comment vous joindre"),
        required=False,
        max_length=160,
        help_text=_("Facultatif. La personne mise en cause ne le lira jamais."),
    )


class OutsideForm(ActForm):
    """Who, outside of the house, reads its cases."""

    referent = forms.ModelChoiceField(
        label=_("Qui lit aussi les signalements, hors de votre structure ?"),
        queryset=Organisation.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=_("Personne pour l’instant"),
        help_text=_(
            "Une structure ressource ou une institution. Elle lit et suit les délais ; elle ne décide pas."
        ),
    )

    def __init__(self, request: HttpRequest, organisation: Organisation, named: Organisation | None):
        super().__init__(request, initial={"referent": named.code if named else None})
        self.fields["referent"].queryset = may_watch(organisation, on=clock.today())


class AnswerForm(ActForm):
    keeps_what_was_typed = True
    text = forms.CharField(
        label=_("Votre réponse"), max_length=3000, widget=forms.Textarea(attrs={"rows": 5})
    )


class SuspendForm(ActForm):
    keeps_what_was_typed = True
    reason = forms.CharField(
        label=_("Pourquoi suspendre"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("La personne lira ce motif. La suspension vaut tout de suite, partout."),
    )


class ClosingForm(ActForm):
    keeps_what_was_typed = True
    outcome = forms.ChoiceField(
        label=_("Comment finit l’affaire ?"), choices=Closing.Outcome, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Pourquoi"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ces mots seront lus par la personne, et par qui a signalé."),
    )
