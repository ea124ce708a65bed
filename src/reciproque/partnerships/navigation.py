"""What partnerships add to the main menu."""

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.web import Entry, menu

menu(
    Entry(_("Partenariats"), "partnerships:list", "waypoints", order=20),
    Entry(_("Agenda"), "partnerships:agenda", "calendar", order=30),
    Entry(_("Mes heures"), "partnerships:my_hours", "clock", order=60, own=True),
)
