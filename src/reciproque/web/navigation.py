"""What this package adds to the main menu."""

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.web import Entry, menu
from reciproque.people.kinds import Role

menu(
    Entry(_("Aujourd’hui"), "web:home", "house", order=10),
    Entry(
        _("Administration"),
        "web:administration",
        "activity",
        order=92,
        shown=lambda actor: actor.role == Role.COORDINATOR,
    ),
    Entry(_("Aide"), "web:guide", "circle-question-mark", order=95),
)
