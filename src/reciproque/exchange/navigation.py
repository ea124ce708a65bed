"""What this package adds to the main menu."""

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.web import Entry, menu
from reciproque.people.kinds import Role

menu(
    Entry(
        _("Imports"),
        "exchange:imports",
        "file-up",
        order=90,
        shown=lambda actor: actor.role == Role.COORDINATOR,
    )
)
