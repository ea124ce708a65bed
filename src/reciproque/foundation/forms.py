"""Forms that carry an act: their idempotency key, the version they were read at, and what the verb answers."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.text import capfirst

from . import clock
from .policy import Refused, may, refused
from .verbs import Stale, Verb

KEY = "cle"
"""The name of the hidden field that tells one sending of a form from another."""


class HouseRenderer(TemplatesSetting):
    form_template_name = "foundation/form.html"
    field_template_name = "foundation/field.html"


NATIVE = (
    (forms.DateTimeInput, "datetime-local", "%Y-%m-%dT%H:%M"),
    (forms.DateInput, "date", "%Y-%m-%d"),
    (forms.TimeInput, "time", "%H:%M"),
)


def ask_natively(widget: forms.Widget) -> None:
    """Ask for dates and hours with the browser's own controls, which want them written the ISO way."""
    for one in getattr(widget, "widgets", [widget]):
        for kind, input_type, written in NATIVE:
            if type(one) is kind:
                one.input_type, one.format = input_type, written


class ActForm(forms.Form):
    """A form that ends in one verb. Build it with the request; `carries_out` does the rest.

    `result` is what the verb returned. When the verb finds something wrong, its sentences stand beside the
    fields and nothing typed is lost.
    """

    cle = forms.UUIDField(widget=forms.HiddenInput, required=False)
    keeps_what_was_typed: ClassVar[bool] = False
    """For long texts: a refusal then stands at the head of the form (403), which keeps what was typed."""
    result: Any = None
    stale_row: models.Model | None = None
    refusal: Refused | None = None

    def __init__(self, request: HttpRequest, *, initial: dict[str, Any] | None = None, **kwargs: Any):
        self.request = request
        sent = request.method == "POST"
        super().__init__(
            request.POST if sent else None,
            (request.FILES or None) if sent else None,
            initial=initial,
            **kwargs,
        )
        self.fields[KEY].initial = uuid4
        for field in self.fields.values():
            ask_natively(field.widget)

    def particulars(self) -> dict[str, Any]:
        """What the verb receives: the cleaned data, without what belongs to the form itself."""
        return {name: value for name, value in self.cleaned_data.items() if name != KEY}

    def carries_out(self, verb: Verb, subject: Any, **more: Any) -> bool:
        """True when the form was sent, was right, and the verb did it.

        Raises Refused when it may not, unless the form keeps what was typed.
        """
        if self.request.method != "POST":
            return False
        if not self.is_valid():
            self._tell_whoever_may_not(verb, subject)
            return False
        try:
            self.result = verb(
                subject,
                by=self.request.actor,  # type: ignore[attr-defined]
                at=clock.now(),
                **self.particulars(),
                **more,
            )
        except ValidationError as problem:
            self._stand_beside_fields(problem)
            return False
        except Stale as problem:
            self.stale_row = problem.current
            self.add_error(None, str(problem))
            return False
        except Refused as problem:
            if not self.keeps_what_was_typed:
                raise
            self._refuse(problem)
            return False
        return True

    def _tell_whoever_may_not(self, verb: Verb, subject: Any) -> None:
        """Somebody who may not do it is told so first, whatever else is wrong in what she typed."""
        actor = self.request.actor  # type: ignore[attr-defined]
        if subject is None or may(actor, verb.name, subject):
            return
        problem = refused(actor, verb.name, subject)
        if not self.keeps_what_was_typed:
            raise problem
        self._refuse(problem)

    def _refuse(self, problem: Refused) -> None:
        self.refusal = problem
        self.add_error(None, capfirst(problem.reason))

    def _stand_beside_fields(self, problem: ValidationError) -> None:
        if not hasattr(problem, "error_dict"):
            self.add_error(None, problem)
            return
        for name, errors in problem.error_dict.items():
            self.add_error(name if name in self.fields and name != NON_FIELD_ERRORS else None, errors)

    @property
    def status(self) -> int:
        """200, 422 when something is wrong, 409 when somebody else wrote meanwhile, 403 when it may not."""
        if not self.is_bound or not self.errors:
            return 200
        return 403 if self.refusal else 409 if self.stale_row else 422


class RewriteForm(ActForm):
    """A form that changes a row two people may have open: it sends the version it was read at.

    The verb receives `version`. On a conflict the typed text stays, `theirs` holds what the other wrote, and
    sending again means "mine, knowingly".
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    reads: ClassVar[tuple[str, ...]] = ()
    """The fields of the row that the form shows, under the same names."""

    def __init__(self, request: HttpRequest, row: models.Model, **kwargs: Any):
        self.row = row
        super().__init__(request, initial={**self.read(row), "version": row.version}, **kwargs)  # type: ignore[attr-defined]

    def read(self, row: models.Model) -> dict[str, Any]:
        return {name: getattr(row, name) for name in self.reads}

    def carries_out(self, verb: Verb, subject: Any, **more: Any) -> bool:
        done = super().carries_out(verb, subject, **more)
        if self.stale_row is not None:
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data["version"] = self.stale_row.version  # type: ignore[attr-defined, index]
        return done

    @property
    def theirs(self) -> dict[str, Any]:
        """What stands now in the fields that differ from what was typed; empty without a conflict."""
        if self.stale_row is None:
            return {}
        now = self.read(self.stale_row)
        return {name: value for name, value in now.items() if self.cleaned_data.get(name) != value}
