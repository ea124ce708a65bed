"""Forms of the calendar one takes along: for which device, under which word, with or without a reminder."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.forms import ActForm, RewriteForm
from reciproque.foundation.words import length

from .kinds import Detail
from .models import Feed
from .rules import LONGEST_WORD, REMINDERS


class _What(forms.Form):
    """What both forms ask."""

    device = forms.CharField(
        label=_("Sur quel appareil ?"),
        max_length=40,
        help_text=_(
            "Pour vous y retrouver : « Mon téléphone », « L’ordinateur de la maison ». Personne d’autre ne le lira."
        ),
    )
    detail = forms.ChoiceField(
        label=_("Que lira-t-on comme titre ?"),
        choices=Detail,
        initial=Detail.NEUTRAL,
        widget=forms.RadioSelect,
    )
    word = forms.CharField(
        label=_("Votre mot"),
        required=False,
        max_length=LONGEST_WORD,
        help_text=_(
            "Seulement si vous choisissez un mot. Par exemple « Asso ». Rien de la santé, ni d’un lieu."
        ),
    )
    reminder = forms.TypedChoiceField(
        label=_("Un rappel avant ?"), required=False, coerce=int, empty_value=None, choices=()
    )

    def _offer_reminders(self) -> None:
        told = [(minutes, _("{length} avant").format(length=length(minutes))) for minutes in REMINDERS]
        self.fields["reminder"].choices = [("", _("Aucun")), *told]  # type: ignore[attr-defined]


class MakeForm(_What, ActForm):
    """A new address."""

    def __init__(self, request: HttpRequest):
        super().__init__(request)
        self._offer_reminders()


class ReviseForm(_What, RewriteForm):
    """What a calendar says, under the same address."""

    reads: ClassVar[tuple[str, ...]] = ("device", "detail", "word", "reminder")

    def __init__(self, request: HttpRequest, feed: Feed):
        super().__init__(request, feed)
        self._offer_reminders()

    def read(self, row: Any) -> dict[str, Any]:
        return {**super().read(row), "reminder": row.reminder if row.reminder is not None else ""}
