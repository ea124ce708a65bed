"""Forms of tensions: turning to somebody, answering, closing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.forms import ActForm
from reciproque.partnerships.models import Partnership
from reciproque.people.models import Organisation, Person

from ..models.tensions import MOST_WORDS


class TurnToForm(ActForm):
    """What does not go well, and to whom it is said."""

    keeps_what_was_typed = True
    to = forms.ChoiceField(
        label=_("Vers qui vous tournez-vous ?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choisissez une personne."),
            "invalid_choice": _("Choisissez une personne."),
        },
    )
    words = forms.CharField(
        label=_("Ce qui se passe"),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Sans nommer de personne accompagnée."),
    )
    partnership = forms.ChoiceField(label=_("C’est à propos de"), required=False)
    outside = forms.ChoiceField(
        label=_("Demander l’aide de quelqu’un de l’extérieur"),
        required=False,
        help_text=_("La personne vers qui vous vous tournez le lira ; rien ne part ailleurs."),
    )
    substitute_reads = forms.BooleanField(
        label=_("Si elle est absente, son suppléant peut lire et répondre"), required=False
    )

    def __init__(
        self,
        request: HttpRequest,
        *,
        people: list[Person],
        partnerships: Iterable[Partnership],
        organisations: Iterable[Organisation],
    ):
        super().__init__(request)
        self.offered: dict[str, dict[str, Any]] = {
            "to": {one.code: one for one in people},
            "partnership": {one.code: one for one in partnerships},
            "outside": {one.code: one for one in organisations},
        }
        nothing = {"partnership": _("Rien en particulier"), "outside": _("Non, pas pour le moment")}
        for name, rows in self.offered.items():
            first = [("", nothing[name])] if name in nothing else []
            self.fields[name].choices = [*first, *((code, str(one)) for code, one in rows.items())]  # type: ignore[attr-defined]

    def particulars(self) -> dict[str, Any]:
        given = super().particulars()
        return {**given, **{name: rows.get(given[name]) for name, rows in self.offered.items()}}


class ProposeForm(ActForm):
    """What one proposes, in answer."""

    keeps_what_was_typed = True
    proposed = forms.CharField(
        label=_("Ce que vous proposez"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 4})
    )


class AgreeForm(ActForm):
    """What was agreed."""

    keeps_what_was_typed = True
    agreed = forms.CharField(
        label=_("Ce qui a été convenu"),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Tel que proposé, c’est convenu à deux ; vous pouvez aussi l’écrire autrement."),
    )

    def __init__(self, request: HttpRequest, proposed: str):
        super().__init__(request, initial={"agreed": proposed})
