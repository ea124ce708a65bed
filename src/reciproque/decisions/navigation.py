"""What decisions add to the menu, and to the places of a partnership."""

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.web import Entry, menu
from reciproque.partnerships.queries.page import Place, place

menu(Entry(_("Décisions"), "decisions:everywhere", "scale", order=50))
OF_ONE = ("decisions:decision", "decisions:commitment", "decisions:review")
place(Place(_("Décisions"), "decisions:decisions", "scale", order=90, also=OF_ONE))
