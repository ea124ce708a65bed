"""Who takes a portable credential, who keeps the keys of an organisation. What is published is read by anybody."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.policy import SOMEONE, allow, rule
from reciproque.people.kinds import Role
from reciproque.people.models import Organisation
from reciproque.people.policy import mine
from reciproque.titles.models import Credential
from reciproque.titles.policy import asked_of_us

from .models import Issued, Key

allow(
    Organisation,
    make_key=rule("system", because=_("la clé d’une structure se fait seule, à la première attestation")),
    change_key=rule(
        Role.COORDINATOR, where=asked_of_us("pk"), because=_("la coordination de la structure qui signe")
    ),
)
allow(
    Key,
    see=rule(
        Role.COORDINATOR,
        where=asked_of_us("organisation"),
        because=_("la coordination de la structure qui signe"),
    ),
)
allow(
    Credential,
    make_portable=rule(SOMEONE, where=mine(), because=_("chacun emporte ses propres titres")),
)
allow(
    Issued,
    see=rule(
        SOMEONE,
        where=mine("verification__credential__person"),
        because=_("chacun emporte ses propres titres"),
    ),
    forget=rule("system", because=_("ses mots s’effacent avec la personne ; son état reste lisible")),
)
