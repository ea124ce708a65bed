"""What missions add to the menu and to each partnership."""

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.web import Entry, menu
from reciproque.partnerships.queries.page import Place, place

menu(Entry(_("Missions"), "missions:missions", "hand-helping", order=25))
place(Place(_("Missions"), "missions:of_partnership", "hand-helping", order=55))
