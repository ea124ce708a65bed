"""A length of time as people write it: « 1 h 30 », « 45 min », « 1:30 », « 1,5 h »."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from reciproque.foundation import words

HOURS_AND_MINUTES = re.compile(r"([0-9]{1,3})(?:h([0-9]{1,2})?|:([0-9]{2}))(?:m|mn|min)?")
MINUTES = re.compile(r"([0-9]{1,4})(?:m|mn|min|minutes?)")
DECIMAL_HOURS = re.compile(r"([0-9]{1,3})[.,]([0-9]{1,2})h")


class LengthField(forms.CharField):
    """Minutes, asked and shown in hours and minutes, `most` at most. A bare number is refused: it may mean either."""

    default_error_messages = {
        "unread": _("Écrivez une durée, par exemple « 1 h 30 » ou « 45 min »."),
        "long": _("Cette durée est trop longue : %(most)s au plus."),
    }

    def __init__(self, *, most: int = 99 * 60, **kwargs: Any):
        self.most = most
        kwargs.setdefault("label", _("Durée"))
        kwargs.setdefault("help_text", _("Par exemple : 1 h 30, ou 45 min."))
        super().__init__(max_length=20, **kwargs)
        self.widget.attrs |= {"autocomplete": "off", "size": "10"}

    def prepare_value(self, value: Any) -> Any:
        return words.length(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        minutes = self._read(super().clean(value))
        if minutes is not None and minutes > self.most:
            longest = {"most": words.length(self.most)}
            raise ValidationError(self.error_messages["long"], code="long", params=longest)
        return minutes

    def _read(self, typed: str) -> int | None:
        text = re.sub(r"\s", "", typed).lower().replace("heures", "h").replace("heure", "h")
        if not text:
            return None
        if found := HOURS_AND_MINUTES.fullmatch(text):
            return int(found[1]) * 60 + int(found[2] or found[3] or 0)
        if found := MINUTES.fullmatch(text):
            return int(found[1])
        if found := DECIMAL_HOURS.fullmatch(text):
            return round(float(f"{found[1]}.{found[2]}") * 60)
        raise ValidationError(self.error_messages["unread"], code="unread")
