"""What this package adds to the main menu."""

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.web import Entry, menu

menu(
    Entry(_("Aujourd’hui"), "web:home", "house", order=10),
    Entry(_("Aide"), "web:guide", "circle-question-mark", order=95),
)
