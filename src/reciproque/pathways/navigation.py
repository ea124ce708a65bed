"""What pathways add to the menu and to each partnership."""

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.web import Entry, menu
from reciproque.partnerships.queries.page import Place, place

menu(
    Entry(
        _("Parcours"),
        "pathways:pathways",
        "route",
        order=30,
        shown=lambda actor: actor.organisation_id is not None,
    )
)
place(Place(_("Parcours"), "pathways:of_partnership", "route", order=56))
