"""Who hears the voices of a partnership, answers them, and takes them back for whoever asks."""

from __future__ import annotations

from django.db.models import Exists, Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.policy import SOMEONE, Rule, allow, rule
from reciproque.partnerships.policy import coordinated, doers, my_engagements
from reciproque.people.kinds import Role

from .models import Reply, Voice


def coordination(path: str) -> Rule:
    return rule(
        Role.COORDINATOR,
        where=lambda actor: coordinated(actor, path),
        because=_("la coordination des structures qui portent le partenariat"),
    )


def hearers(path: str) -> Rule:
    """Those whom the consent names: people who accepted to engage, and the coordination of the hosts.

    Someone only proposed reads the partnership, not yet what people said in it.
    """
    engaged = rule(
        SOMEONE,
        where=lambda actor: Q(Exists(my_engagements(actor, of=path).filter(accepted_at__isnull=False))),
        because=_("les personnes engagées dans le partenariat"),
    )
    return engaged | coordination(path)


kept = (
    Q(withdrawal=None),
    _("la personne n’a pas repris ses mots"),
    _("la personne a repris ses mots : il n’y a plus rien à lire ni à répondre"),
)

allow(
    Voice,
    see=hearers("partnership"),
    reply=doers("partnership").when(*kept),
    withdraw=(doers("partnership") | coordination("partnership")).when(*kept),
)
allow(Reply, see=hearers("voice__partnership"))
