"""Forms of the end: its steps on one page, and opening again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.forms import ActForm

from ..kinds import EndReason


def _words(
    label: object, help_text: object = "", *, required: bool = True, longest: int = 4000
) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class EndForm(ActForm):
    """Ending in four steps: why, what happened, thanks, what becomes of what was made together."""

    keeps_what_was_typed: ClassVar = True
    STEPS: ClassVar = (
        (_("Pourquoi"), ("reason",)),
        (_("Ce qui s’est passé"), ("words",)),
        (_("Merci"), ("thanks",)),
        (_("Ce que cela devient"), ("what_remains", "hours", "contacts")),
    )

    reason = forms.ChoiceField(label=_("La raison"), choices=EndReason, widget=forms.RadioSelect)
    words = _words(
        _("Ce que nous avons fait, et ce qui nous arrête"), _("Tous ceux qui y ont pris part le liront.")
    )
    thanks = _words(_("À qui, et pour quoi, dire merci"), required=False)
    what_remains = _words(
        _("Les documents et les données"),
        _("Qui les garde, où, jusqu’à quand ; ce qui sera détruit."),
    )
    hours = _words(
        _("Les heures et les attestations de chacun"),
        _("Les heures restent à chacun. Dites qui remet les attestations, et quand."),
        required=False,
        longest=2000,
    )
    contacts = _words(_("À qui s’adresser ensuite"), required=False, longest=1000)

    def steps(self) -> Iterator[tuple[Any, list[BoundField]]]:
        """Each step with its title and its fields."""
        for title, names in self.STEPS:
            yield title, [self[name] for name in names]

    def told(self) -> list[tuple[BoundField, str]]:
        """The fields, as the summary of what is wrong expects them."""
        return [(self[name], "") for _title, names in self.STEPS for name in names]


class ReopeningForm(ActForm):
    """Why the partnership goes on."""

    why = _words(_("Pourquoi le partenariat reprend"), longest=2000)
