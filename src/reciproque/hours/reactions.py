"""What is being discussed is not taken back meanwhile."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import reacts_to
from reciproque.partnerships.models import Contribution

from .models import Dispute


@reacts_to("partnerships.Contribution.remove")
def what_is_discussed_stays(
    contribution: Contribution, result: Any, *, by: Actor, at: datetime, **how: Any
) -> None:
    """Raises ValidationError while a disagreement about it is open: nothing is taken back then."""
    if Dispute.objects.filter(about=contribution.code, settled_at=None).exists():
        raise ValidationError(
            _("Un échange est ouvert sur ce temps : dites-y d’abord ce qui a été convenu, puis retirez-le.")
        )
