"""Who watches over what runs behind: coordinators, who read numbers and never a recipient."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.policy import allow, rule
from reciproque.people.kinds import Role
from reciproque.people.models import Installation

coordination = rule(
    Role.COORDINATOR, because=_("une coordination veille sur ce qui part et sur ce qui tourne")
)

allow(Installation, watch=coordination, retry_letters=coordination)
