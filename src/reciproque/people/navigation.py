"""What this package adds to the main menu."""

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.web import Entry, menu

menu(
    Entry(_("Personnes"), "people:people", "users", order=70),
    Entry(_("Structures"), "people:organisations", "building-2", order=75),
)
