"""Forms of needs and objectives."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reciproque.foundation import clock
from reciproque.foundation.forms import ActForm, RewriteForm

from ..kinds import Side, Source, Speaker
from ..models import Engagement, Need, Partnership
from ..queries.standing import engaged_on


class NeedFields(forms.Form):
    text = forms.CharField(
        label=_("Le besoin"),
        help_text=_("Une observation, dans des mots simples : qui, quoi, dans quelle situation."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    knowledge = forms.ChoiceField(
        label=_("Ce sur quoi il repose"),
        help_text=_("Les trois savoirs se valent : aucun ne vaut preuve des deux autres."),
        choices=Need.Knowledge,
        widget=forms.RadioSelect,
    )
    said_by = forms.ChoiceField(
        label=_("Qui l’a dit"),
        help_text=_("Une position, jamais un nom."),
        choices=[("", _("À dire plus tard")), *Speaker.choices],
        required=False,
    )
    source = forms.ChoiceField(
        label=_("D’où cela vient"), choices=[("", _("À dire plus tard")), *Source.choices], required=False
    )
    evidence = forms.CharField(
        label=_("Où, quand, dans quels mots"),
        help_text=_("Ce qui permet d’y revenir. Ne nommez personne."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class NeedForm(NeedFields, ActForm):
    """Notes a need."""


class NeedAgainForm(NeedFields, RewriteForm):
    """Says a need better."""

    reads: ClassVar = ("text", "knowledge", "said_by", "source", "evidence")


class EngagementChoice(forms.ModelChoiceField):
    """Somebody engaged, by her name."""

    def label_from_instance(self, obj: Engagement) -> str:
        return obj.person.name


class NeedChoice(forms.ModelChoiceField):
    """A need, by its first words."""

    def label_from_instance(self, obj: Need) -> str:
        return obj.text if len(obj.text) <= 90 else f"{obj.text[:89]}…"


class ObjectiveFields(forms.Form):
    text = forms.CharField(
        label=_("L’objectif"),
        help_text=_("Ce qui aura changé pour les personnes."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    need = NeedChoice(
        label=_("Le besoin auquel il répond"),
        queryset=Need.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=_("Aucun besoin noté"),
    )
    indicator = forms.CharField(label=_("Ce qui le mesure"), max_length=300)
    baseline = forms.CharField(label=_("Où nous en sommes"), max_length=120, required=False)
    target = forms.CharField(label=_("Où nous voulons arriver"), max_length=120)
    due_on = forms.DateField(label=_("Pour le"))
    owner_lived = EngagementChoice(
        label=_("Qui y veille, côté patients et proches"),
        queryset=Engagement.objects.none(),
        to_field_name="code",
        empty_label=None,
    )
    owner_care = EngagementChoice(
        label=_("Qui y veille, côté professionnels"),
        queryset=Engagement.objects.none(),
        to_field_name="code",
        empty_label=None,
    )

    def offer(self, partnership: Partnership) -> None:
        """Offer the partnership's own needs, and the people engaged on each side."""
        self.fields["need"].queryset = partnership.needs.all()
        self.fields["owner_lived"].queryset = engaged_on(partnership, Side.LIVED)
        self.fields["owner_care"].queryset = engaged_on(partnership, Side.CARE)


class ObjectiveForm(ObjectiveFields, ActForm):
    """Sets an objective."""

    def __init__(self, request: HttpRequest, partnership: Partnership, *, initial: dict[str, Any]):
        super().__init__(request, initial=initial)
        self.offer(partnership)


class ObjectiveAgainForm(ObjectiveFields, RewriteForm):
    """Changes an objective not yet reached."""

    reads: ClassVar = ("text", "indicator", "baseline", "target", "due_on")

    def __init__(self, request: HttpRequest, objective: Any):
        super().__init__(request, objective)
        self.offer(objective.partnership)

    def read(self, row: Any) -> dict[str, Any]:
        return super().read(row) | {
            "need": row.need.code if row.need else "",
            "owner_lived": row.owner_lived.code,
            "owner_care": row.owner_care.code,
        }

    @property
    def theirs(self) -> dict[str, Any]:
        differs = super().theirs
        for name in ("need", "owner_lived", "owner_care"):
            if differs.get(name) == getattr(self.cleaned_data.get(name), "code", ""):
                del differs[name]
        return differs


class ReachingForm(ActForm):
    """Says that an objective is reached."""

    reached_on = forms.DateField(label=_("Atteint le"), initial=clock.today)
    words = forms.CharField(
        label=_("Ce qui le montre"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
