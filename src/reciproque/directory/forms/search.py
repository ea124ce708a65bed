"""What is looked for among useful addresses, as the address of the page says it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.people.models import Territory

from ..kinds import LANGUAGES, Family
from ..queries import Wanted, communes_named, place_of

KM = [(km, f"{km} km") for km in (5, 10, 20, 30, 50, 100, 200)]
NEAR = 30


class SearchForm(forms.Form):
    """Narrows the list. `choices` holds the communes a name may mean, when there are several."""

    ou = forms.CharField(
        label=gettext_lazy("Autour de quelle commune ?"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Un nom ou un code postal."),
    )
    km = forms.TypedChoiceField(
        label=gettext_lazy("À quelle distance au plus ?"),
        choices=KM,
        coerce=int,
        required=False,
        empty_value=NEAR,
    )
    famille = forms.ChoiceField(label=gettext_lazy("Pour aider à quoi ?"), required=False)
    cout = forms.DecimalField(
        label=gettext_lazy("Coût au plus, en euros"),
        required=False,
        min_value=0,
        max_value=99999,
        decimal_places=2,
        help_text=gettext_lazy("0 pour ce qui est gratuit."),
    )
    langue = forms.ChoiceField(label=gettext_lazy("Langue parlée"), required=False)
    q = forms.CharField(
        label=gettext_lazy("Des mots"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    fauteuil = forms.BooleanField(label=gettext_lazy("Accessible en fauteuil roulant"), required=False)

    def __init__(self, request: HttpRequest):
        told = request.GET.copy()
        told.setdefault("km", str(NEAR))
        super().__init__(told)
        self.fields["famille"].choices = [("", _("Tout")), *Family.choices]  # type: ignore[attr-defined]
        self.fields["langue"].choices = [("", _("Toutes")), *LANGUAGES.items()]  # type: ignore[attr-defined]
        self.commune: Territory | None = None
        self.choices: list[Territory] = []

    def clean_ou(self) -> str:
        typed = self.cleaned_data["ou"].strip()
        if not typed:
            return ""
        found = communes_named(typed)
        if not found:
            raise ValidationError(_("Aucune commune connue ici ne porte ce nom. Essayez son code postal."))
        if len(found) > 1:
            self.choices = found
            raise ValidationError(_("Plusieurs communes portent ce nom : choisissez la bonne plus bas."))
        self.commune = found[0]
        return typed

    @property
    def status(self) -> int:
        """A search whose words mean nothing is still a page to read."""
        return 200

    def wanted(self) -> Wanted:
        """What to look for; a particular that means nothing is left out, and said beside its field."""
        self.is_valid()
        said: dict[str, Any] = self.cleaned_data
        return Wanted(
            place=place_of(self.commune) if self.commune else None,
            km=said.get("km") or NEAR,
            family=said.get("famille", ""),
            cost=said.get("cout"),
            language=said.get("langue", ""),
            accessible=said.get("fauteuil", False),
            words=said.get("q", ""),
        )
