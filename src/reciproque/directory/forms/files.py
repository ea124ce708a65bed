"""Forms that read files: data·inclusion, and the open file of communes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation.forms import ActForm

from ..rules.communes import Commune, communes_of
from ..rules.files import MOST_BYTES, rows_of_json

AT_MOST = format_lazy("{} {:.0f}\u00a0Mo.", gettext_lazy("JSON, jusqu’à"), MOST_BYTES / 1e6)
JSON = forms.ClearableFileInput(attrs={"accept": ".json,application/json"})


class ImportForm(ActForm):
    """One or two files of data·inclusion, read there and then."""

    structures = forms.FileField(
        label=gettext_lazy("Fichier des structures"),
        required=False,
        help_text=AT_MOST,
        widget=JSON,
        allow_empty_file=True,
        max_length=None,
    )
    services = forms.FileField(
        label=gettext_lazy("Fichier des services"),
        required=False,
        help_text=AT_MOST,
        widget=JSON,
        allow_empty_file=True,
        max_length=None,
    )

    def __init__(self, request: HttpRequest, **kwargs: Any):
        self.names: list[str] = []
        super().__init__(request, **kwargs)

    def clean_structures(self) -> list[Any]:
        return self._rows("structures")

    def clean_services(self) -> list[Any]:
        return self._rows("services")

    def clean(self) -> dict[str, Any] | None:
        if not self.errors and not self.names:
            raise ValidationError(_("Choisissez au moins un fichier."))
        return super().clean()

    def particulars(self) -> dict[str, Any]:
        return super().particulars() | {"files": ", ".join(self.names)}

    def _rows(self, name: str) -> list[Any]:
        sent = self.cleaned_data[name]
        if sent is None:
            return []
        self.names.append(_shown(sent.name or ""))
        return rows_of_json(_content(sent))


class CommunesForm(ActForm):
    """The open file of communes, read there and then."""

    file = forms.FileField(
        label=gettext_lazy("Fichier des communes"),
        help_text=gettext_lazy(
            "CSV, avec au moins : code Insee, nom, latitude et longitude. Par exemple la base des codes postaux."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt"}),
        allow_empty_file=True,
        max_length=None,
    )

    def __init__(self, request: HttpRequest, **kwargs: Any):
        self.name, self.left_out = "", 0
        super().__init__(request, **kwargs)

    def clean_file(self) -> list[Commune]:
        sent = self.cleaned_data["file"]
        self.name = _shown(sent.name or "")
        communes, self.left_out = communes_of(_content(sent))
        if not communes:
            raise ValidationError(_("Aucune ligne de ce fichier ne dit où est une commune."))
        return communes

    def particulars(self) -> dict[str, Any]:
        return {"communes": super().particulars()["file"], "file": self.name}


def _content(sent: UploadedFile) -> bytes:
    """What was sent, not read beyond what may be."""
    if (sent.size or 0) > MOST_BYTES:
        raise ValidationError(
            _("Ce fichier est trop lourd : {most} Mo au plus. Coupez-le en plusieurs.").format(
                most=MOST_BYTES // 1_000_000
            )
        )
    return sent.read()


def _shown(name: str) -> str:
    return "".join(char for char in name if char.isprintable())[:120]
