"""Words of openings: how somebody is known, whether an extract was asked for, where an opening stands."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Identity(TextChoices):
    """How the identity of the person was made sure of. Nothing is copied."""

    DOCUMENT = "piece", _("J’ai vu une pièce d’identité")
    KNOWN = "connue", _("La structure la connaît depuis longtemps")


class Extract(TextChoices):
    """The extract of the criminal record that some houses ask for; only that it was seen is kept."""

    NOT_ASKED = "non_demande", _("Notre structure n’en demande pas")
    SEEN = "vu", _("Je l’ai vu, et rien ne s’y oppose")


class State(TextChoices):
    """Where an opening stands on a day; computed from its records, stored nowhere."""

    ASKED = "asked", _("à accorder")
    OPEN = "open", _("accès ouvert")
    SUSPENDED = "suspended", _("accès suspendu")
    EXPIRED = "expired", _("accès arrivé à son terme")
    LEFT = "left", _("accès fini : a quitté la structure")
    REFUSED = "refused", _("accès refusé")
    ENDED = "ended", _("accès fini")
