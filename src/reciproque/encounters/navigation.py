"""What encounters add to the menu: for professionals, who hold them; the coordination reads counts from there."""

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.web import Entry, menu
from reciproque.people.kinds import Role

menu(
    Entry(
        _("Rencontres"),
        "encounters:encounters",
        "messages-square",
        order=35,
        shown=lambda actor: actor.role in (Role.PROFESSIONAL, Role.COORDINATOR),
    )
)
