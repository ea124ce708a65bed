"""What openings add to the menu."""

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.web import Entry, menu

from .policy import CARERS

menu(
    Entry(
        _("Accès à deux"),
        "openings:openings",
        "user-check",
        order=61,
        shown=lambda actor: actor.role in CARERS,
    )
)
