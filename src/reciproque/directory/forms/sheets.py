"""Forms of a sheet and of its services; of what a check found; of a closing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation import clock
from reciproque.foundation.forms import ActForm, RewriteForm
from reciproque.foundation.policy import visible
from reciproque.people.rules import compact

from ..kinds import LANGUAGES, Access, Family, Heard, Mode, Outcome, Room, unpacked
from ..models import Difference, Service, Sheet
from ..policy import OPEN
from ..queries.keeping import doubles


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class Said(forms.Form):
    """What is written of a structure."""

    name = forms.CharField(label=gettext_lazy("Nom"), max_length=200)
    what = forms.CharField(
        label=gettext_lazy("Ce que c’est, en quelques mots"), required=False, max_length=2000, widget=area(3)
    )
    address = forms.CharField(label=gettext_lazy("Adresse"), required=False, max_length=200)
    postcode = forms.CharField(
        label=gettext_lazy("Code postal"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    town = forms.CharField(
        label=gettext_lazy("Commune"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Avec le code postal, elle dit à quelle distance on est."),
    )
    phone = forms.CharField(
        label=gettext_lazy("Téléphone"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    email = forms.EmailField(label=gettext_lazy("Adresse e-mail"), required=False)
    page = forms.URLField(
        label=gettext_lazy("Page web"), required=False, max_length=400, assume_scheme="https"
    )
    hours = forms.CharField(
        label=gettext_lazy("Heures d’ouverture"), required=False, max_length=600, widget=area(2)
    )
    access = forms.ChoiceField(label=gettext_lazy("Accessibilité"), required=False, choices=Access.choices)
    access_words = forms.CharField(
        label=gettext_lazy("Accessibilité, en mots"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Une rampe, un étage, une boucle pour malentendants…"),
    )
    siret = forms.CharField(
        label=gettext_lazy("Numéro SIRET"),
        required=False,
        max_length=24,
        help_text=gettext_lazy("14 chiffres."),
    )
    source = forms.CharField(
        label=gettext_lazy("D’où vient ce que vous écrivez"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Un appel, une visite, un dépliant…"),
    )
    source_page = forms.URLField(
        label=gettext_lazy("Page de la source"), required=False, max_length=400, assume_scheme="https"
    )
    recheck_months = forms.IntegerField(
        label=gettext_lazy("À revérifier tous les combien de mois ?"),
        required=False,
        min_value=1,
        max_value=60,
        help_text=gettext_lazy("Vide : le délai de votre structure."),
    )


class NewSheet(Said, ActForm):
    """Adds a useful address; `doubles` are asked about once some are found."""

    keeps_what_was_typed = True
    checked_on = forms.DateField(
        label=gettext_lazy("Quel jour l’avez-vous vérifié ?"),
        help_text=gettext_lazy("Par un appel, une visite, leur page. La fiche est datée de ce jour."),
    )
    apart = forms.BooleanField(
        label=gettext_lazy("C’est une autre structure : l’ajouter quand même"), required=False
    )

    def __init__(self, request: HttpRequest, **kwargs: Any):
        super().__init__(request, initial={"checked_on": clock.today()}, **kwargs)

    def doubles(self) -> list[Sheet]:
        """The sheets that look like what was typed: shown above the form, each with its link."""
        said = getattr(self, "cleaned_data", {})
        found = (
            doubles(name=said["name"], town=said.get("town", ""), siret=compact(said.get("siret", "")))
            if said.get("name")
            else []
        )
        if not found:
            self.fields.pop("apart", None)
        return found


class SheetFacts(Said, RewriteForm):
    """Corrects a sheet."""

    reads = tuple(Said.base_fields)

    def __init__(self, request: HttpRequest, row: Sheet, **kwargs: Any):
        super().__init__(request, row, **kwargs)
        if row.source_id:  # which file it follows is not hers to change
            del self.fields["source"], self.fields["source_page"]


class Given(forms.Form):
    """What is written of a service."""

    name = forms.CharField(
        label=gettext_lazy("Nom du service"),
        max_length=200,
        help_text=gettext_lazy("Par exemple : permanence d’accès aux droits."),
    )
    families = forms.MultipleChoiceField(
        label=gettext_lazy("À quoi cela aide"),
        required=False,
        choices=Family.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    what = forms.CharField(
        label=gettext_lazy("Ce qu’on y trouve"), required=False, max_length=2000, widget=area(3)
    )
    audience = forms.CharField(label=gettext_lazy("Pour qui"), required=False, max_length=300)
    conditions = forms.CharField(
        label=gettext_lazy("Conditions pour y entrer"),
        required=False,
        max_length=600,
        widget=area(2),
        help_text=gettext_lazy("Un âge, un quartier, un papier à apporter… ou aucune."),
    )
    cost = forms.DecimalField(
        label=gettext_lazy("Coût, en euros"),
        required=False,
        min_value=0,
        max_digits=7,
        decimal_places=2,
        help_text=gettext_lazy("0 si c’est gratuit. Vide si on ne sait pas."),
    )
    cost_words = forms.CharField(
        label=gettext_lazy("Coût, en mots"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Par exemple : selon les revenus."),
    )
    contact = forms.CharField(
        label=gettext_lazy("Comment prendre contact"), required=False, max_length=600, widget=area(2)
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("Sur place ou à distance"),
        required=False,
        choices=[("", gettext_lazy("On ne sait pas")), *Mode.choices],
    )
    room = forms.ChoiceField(
        label=gettext_lazy("Y a-t-il de la place ?"), required=False, choices=Room.choices
    )
    answers_to = forms.EmailField(
        label=gettext_lazy("Adresse qui répond quand on leur adresse quelqu’un"), required=False
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Langues parlées"),
        required=False,
        choices=lambda: list(LANGUAGES.items()),
        widget=forms.CheckboxSelectMultiple,
    )


class ServiceForm(Given, ActForm):
    """Adds a service."""

    keeps_what_was_typed = True


class ServiceFacts(Given, RewriteForm):
    """Corrects a service."""

    reads = tuple(Given.base_fields)

    def read(self, row: Service) -> dict[str, Any]:  # type: ignore[override]
        several = {name: unpacked(getattr(row, name)) for name in ("families", "languages")}
        return super().read(row) | several


class HeardForm(ActForm):
    """One button of two."""

    heard = forms.ChoiceField(choices=Heard.choices)


class AnsweredForm(ActForm):
    """One button of two: the source, or what stands here."""

    answer = forms.ChoiceField(choices=Difference.Answer.choices)


class CheckForm(ActForm):
    """What the check found."""

    keeps_what_was_typed = True
    outcome = forms.ChoiceField(
        label=gettext_lazy("Qu’avez-vous trouvé ?"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("En quelques mots"),
        required=False,
        max_length=600,
        widget=area(2),
        help_text=gettext_lazy("Il en faut si c’est fermé : chacun les lira sur la fiche."),
    )


class ClosingForm(ActForm):
    """Why nobody is to be sent there any more; the other sheet when it is a double."""

    keeps_what_was_typed = True
    reason = forms.CharField(label=gettext_lazy("Ce qui s’est passé"), max_length=600, widget=area(2))
    same_as = forms.CharField(
        label=gettext_lazy("Si c’est un doublon : l’adresse ou le code de l’autre fiche"),
        required=False,
        max_length=300,
    )

    def clean_same_as(self) -> Sheet | None:
        typed = self.cleaned_data["same_as"].strip().rstrip("/")
        if not typed:
            return None
        actor = self.request.actor  # type: ignore[attr-defined]
        found = visible(Sheet, actor).filter(OPEN, code=typed.rpartition("/")[2].upper()).first()
        if found is None:
            raise ValidationError(_("Aucune fiche ouverte n’a ce code."))
        return found
