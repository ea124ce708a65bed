"""For whom: languages, place, titles where the law or a reason asks for one, who is shown it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.forms import RewriteForm
from reciproque.people.models import Territory
from reciproque.profiles.kinds import LANGUAGES
from reciproque.profiles.queries.places import places_known, territories_named, written_out
from reciproque.titles.models import Title

from ..kinds import Audience
from ..models import Mission


class ExpectationsForm(RewriteForm):
    """Nothing here is asked unless ticked: no diploma is needed to begin."""

    keeps_what_was_typed = True
    reads = ("beyond_law", "lived", "audience")
    languages = forms.MultipleChoiceField(
        label=_("Une de ces langues y est utile"),
        required=False,
        choices=LANGUAGES,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "tiles"}),
        help_text=_("En parler une suffit. Rien de coché : toutes conviennent."),
    )
    territory = forms.CharField(
        label=_("Commune, intercommunalité, département ou région"),
        required=False,
        max_length=120,
        help_text=_("Le nom officiel, ou le code Insee."),
    )
    titles = forms.MultipleChoiceField(
        label=_("Titres demandés"), required=False, widget=forms.CheckboxSelectMultiple
    )
    verified = forms.BooleanField(label=_("Quelqu’un doit répondre de ces titres"), required=False)
    beyond_law = forms.CharField(
        label=_("Pourquoi demander un titre, quand la loi n’en demande pas"),
        required=False,
        max_length=300,
        help_text=_("Les personnes intéressées le liront, et le baromètre le compte."),
    )
    lived = forms.CharField(
        label=_("Un vécu qui aiderait"),
        required=False,
        max_length=200,
        help_text=_(
            "Il ne sert qu’à ordonner les propositions, chez les personnes qui l’ont permis, et n’est montré à"
            " personne comme raison."
        ),
    )
    audience = forms.ChoiceField(label=_("À qui la montrer"), choices=Audience, widget=forms.RadioSelect)

    def __init__(self, request: HttpRequest, row: Mission, titles: list[Title]):
        super().__init__(request, row)
        self.offered = {one.key: one for one in titles}
        self.place: Territory | None = None
        required = list(row.required.select_related("title"))
        self.fields["titles"].choices = [(one.key, str(one)) for one in titles]  # type: ignore[attr-defined]
        self.fields["titles"].initial = [one.title.key for one in required]
        self.fields["verified"].initial = any(one.verified for one in required)
        self.fields["languages"].initial = list(row.languages.values_list("spoken", flat=True))
        self.fields["territory"].initial = written_out(row.territory) if row.territory else ""
        if not places_known():
            del self.fields["territory"]

    def clean_territory(self) -> str:
        named = territories_named(self.cleaned_data["territory"])
        if len(named) > 1:
            raise ValidationError(_("Un seul endroit."))
        self.place = named[0] if named else None
        return self.cleaned_data["territory"]

    def particulars(self) -> dict[str, Any]:
        given = super().particulars()
        given.pop("territory", None)
        kept = self.row.territory if "territory" not in self.fields else self.place  # type: ignore[attr-defined]
        titles = [self.offered[key] for key in given.pop("titles")]
        return {**given, "titles": titles, "territory": kept, "part": "attentes"}
