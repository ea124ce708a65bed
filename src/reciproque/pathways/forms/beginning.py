"""Beginning a pathway: its name alone, or a file; and the partnership it is tied to."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation.forms import ActForm, RewriteForm
from reciproque.partnerships.models import Partnership

from ..kinds import LANGUAGE_CHOICES
from ..models import Pathway
from ..queries.lists import tied_to_my_house
from ..rules.content import blank
from ..rules.files import content_of_file
from ..rules.neutral import telling_words

MOST_BYTES = 400_000
NEUTRAL_HELP = gettext_lazy(
    "Un nom court qui ne dit pas de quoi l’on est soigné. Il sert dans les messages et sur le papier neutre."
)


def partnership_field(request: HttpRequest) -> forms.ModelChoiceField:
    """The partnerships of the house, by their codes."""
    return forms.ModelChoiceField(
        tied_to_my_house(request.actor),  # type: ignore[attr-defined]
        label=_("Partenariat"),
        to_field_name="code",
        required=False,
        empty_label=_("Aucun : le parcours est à la structure"),
        help_text=_("Les personnes engagées dans ce partenariat pourront le lire et l’écrire."),
        error_messages={"invalid_choice": _("Choisissez un partenariat que porte votre structure.")},
    )


class BlankForm(ActForm):
    """The name of a pathway one begins with nothing in it."""

    keeps_what_was_typed = True
    title = forms.CharField(label=gettext_lazy("Nom du parcours"), max_length=160)
    neutral = forms.CharField(label=gettext_lazy("Nom neutre"), max_length=60, help_text=NEUTRAL_HELP)
    language = forms.ChoiceField(
        label=gettext_lazy("Écrit d’abord en"), choices=LANGUAGE_CHOICES, initial="fr"
    )

    def __init__(self, request: HttpRequest):
        super().__init__(request)
        self.fields["partnership"] = partnership_field(request)

    def clean_neutral(self) -> str:
        neutral = self.cleaned_data["neutral"]
        telling = telling_words(neutral)
        if telling:
            raise ValidationError(
                _("« %(word)s » dit de quoi la personne est soignée : choisissez un nom qui ne le dit pas."),
                params={"word": telling[0]},
            )
        return neutral

    def particulars(self) -> dict[str, Any]:
        given = super().particulars()
        return {
            "content": blank(given["language"], given["title"], given["neutral"]),
            "partnership": given["partnership"],
        }


class FileForm(ActForm):
    """A pathway in a file, as this house or another one exported it."""

    file = forms.FileField(
        label=gettext_lazy("Fichier du parcours"),
        help_text=gettext_lazy("Un fichier « .json », tel que Réciproque l’exporte."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
        allow_empty_file=True,
        max_length=None,
    )

    def __init__(self, request: HttpRequest):
        super().__init__(request)
        self.fields["partnership"] = partnership_field(request)

    def clean_file(self) -> Any:
        sent: UploadedFile = self.cleaned_data["file"]
        if (sent.size or 0) > MOST_BYTES:
            raise ValidationError(_("Ce fichier est trop lourd pour être un parcours."))
        try:
            told = json.loads(sent.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise ValidationError(_("Ce fichier n’est pas du texte (UTF-8).")) from None
        except json.JSONDecodeError as problem:
            raise ValidationError(
                _("Ce fichier n’est pas du JSON : il se lit mal à la ligne %(line)s."),
                params={"line": problem.lineno},
            ) from None
        except (ValueError, RecursionError):
            raise ValidationError(_("Ce fichier n’a pas pu être lu.")) from None
        return content_of_file(told)

    def particulars(self) -> dict[str, Any]:
        given = super().particulars()
        return {"content": given["file"], "partnership": given["partnership"]}


class TieForm(RewriteForm):
    """The partnership a pathway is tied to."""

    reads = ("partnership",)

    def __init__(self, request: HttpRequest, row: Pathway):
        super().__init__(request, row)
        self.fields["partnership"] = partnership_field(request)

    def read(self, row: Any) -> dict[str, Any]:
        tied: Partnership | None = row.partnership
        return {"partnership": tied.code if tied else ""}
