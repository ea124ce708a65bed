"""Forms of imports: the file, which of its columns stands for what, and saying yes."""

from __future__ import annotations

import hashlib
import unicodedata
from itertools import islice
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.http import HttpRequest
from django.utils.html import escape
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation.forms import ActForm

from .importers import IMPORTERS
from .models import Import, Passage
from .sentences import Remark, Unreadable
from .tables import opened

SAMPLES = 3
SAMPLE_LENGTH = 80
ENDINGS = ".csv,.txt,.tsv,.xlsx,.xls,.xlsb,.ods"
NOTHING = [("", "—")]


class DepositForm(ActForm):
    """A file and what it holds. The file is read there and then, as far as its first rows."""

    importer = forms.ChoiceField(
        label=gettext_lazy("Que contient ce fichier ?"),
        choices=lambda: [(name, kind.label) for name, kind in IMPORTERS.items()],
        widget=forms.RadioSelect,
        initial="organisations",
    )
    file = forms.FileField(
        label=gettext_lazy("Fichier"),
        help_text=format_lazy(
            "{} {:.0f}\u00a0Mo.",
            gettext_lazy("CSV, Excel (XLSX, XLS) ou OpenDocument (ODS), jusqu’à"),
            settings.IMPORT_MAX_BYTES / 1e6,
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ENDINGS}),
        allow_empty_file=True,
        max_length=None,
    )

    def __init__(self, request: HttpRequest, **kwargs: Any):
        self.facts: dict[str, Any] = {}
        super().__init__(request, **kwargs)

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > settings.IMPORT_MAX_BYTES:
            limit = round(settings.IMPORT_MAX_BYTES / 1e6)
            raise ValidationError(str(Remark("too_big", {"size": round(file.size / 1e6), "limit": limit})))
        try:
            with opened(file) as table:
                rows = [row.cells for row in islice(table.rows(), SAMPLES)]
        except Unreadable as problem:
            raise ValidationError(str(problem)) from None
        if not rows:
            raise ValidationError(str(Remark("no_rows")))
        self.facts = {
            "filename": _shown(file.name or ""),
            "digest": _digest(file),
            "titles": table.titles,
            "samples": [[cell[:SAMPLE_LENGTH] for cell in cells[: len(table.titles)]] for cells in rows],
        }
        return file

    def particulars(self) -> dict[str, Any]:
        return super().particulars() | self.facts


class MappingForm(ActForm):
    """For each column an importer knows, the title that stands for it in the file."""

    def __init__(self, request: HttpRequest, batch: Import):
        self.batch = batch
        super().__init__(request)
        titles = [(title, title) for title in batch.titles if title]
        places = {title: at for at, title in enumerate(batch.titles)}
        for column in IMPORTERS[batch.importer].columns:
            title = batch.mapping.get(column.name, "")
            example = next((row[places[title]] for row in batch.samples if title and row[places[title]]), "")
            self.fields[column.name] = forms.ChoiceField(
                label=column.label,
                choices=NOTHING + titles,
                required=column.required,
                initial=title,
                help_text=_example(example),
                error_messages={
                    "required": _("Choisissez la colonne qui donne « {column} ».").format(column=column.label)
                },
            )

    def found(self) -> list[BoundField]:
        """The columns the file gives, and those it must give."""
        return [field for field in self._asked() if field.value() or field.errors or field.field.required]

    def not_found(self) -> list[BoundField]:
        """The columns no title stands for."""
        found = {field.name for field in self.found()}
        return [field for field in self._asked() if field.name not in found]

    def with_errors(self) -> list[tuple[BoundField, str]]:
        """For the summary of what is wrong."""
        return [(field, "") for field in self._asked()]

    def _asked(self) -> list[BoundField]:
        return [field for field in self if not field.is_hidden]

    def particulars(self) -> dict[str, Any]:
        return {"mapping": {name: title for name, title in super().particulars().items() if title}}


class ConfirmForm(ActForm):
    """Yes, on the strength of the rehearsal that was shown; without the faulty lines only when it is asked."""

    rehearsal = forms.CharField(widget=forms.HiddenInput, max_length=10)
    partial = forms.BooleanField(
        label=gettext_lazy("Importer les autres lignes, sans celles qui sont à corriger"), required=False
    )

    def __init__(self, request: HttpRequest, rehearsal: Passage):
        super().__init__(request, initial={"rehearsal": rehearsal.code})
        if not rehearsal.result.faulty:
            del self.fields["partial"]


def _example(text: str) -> str:
    """An example below a select, escaped: a help text is shown as it is."""
    return escape(_("Par exemple : {text}").format(text=text)) if text else ""


def _shown(name: str) -> str:
    """A file name as it may be shown: no control character, nothing that turns the text around."""
    return "".join(c for c in name if unicodedata.category(c)[0] != "C").strip()[:120] or _("sans nom")


def _digest(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
