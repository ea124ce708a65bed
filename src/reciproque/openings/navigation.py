"""What openings add to the menu."""

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.web import Entry, menu
from reciproque.people.kinds import Role

menu(
    Entry(
        _("Accès accordés"),
        "openings:openings",
        "user-check",
        order=61,
        shown=lambda actor: actor.role == Role.COORDINATOR,
    )
)
