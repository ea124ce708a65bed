"""What voices add to the menu, and to the places of a partnership."""

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.web import Entry, menu
from reciproque.partnerships.queries.page import Place, place

menu(Entry(_("Parole"), "voices:everywhere", "message-square", order=40))
OF_ONE = ("voices:voice", "voices:reply", "voices:withdrawal")
place(Place(_("Parole"), "voices:voices", "message-square", order=80, also=OF_ONE))
