"""What is done to the whole installation from its pages of administration."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from reciproque.foundation import outbox
from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import verb
from reciproque.people.models import Installation


@verb(Installation, "retry_letters", keeps=("kind",))
def retry_letters(installation: Installation, *, by: Actor, at: datetime, kind: str) -> int:
    """Let the letters of a kind that were given up leave again, as if they were due now; returns how many."""
    put_back = outbox.try_again(kind, at=at)
    if not put_back:
        raise ValidationError(_("Aucun courriel de cette sorte n’est abandonné."))
    return put_back
