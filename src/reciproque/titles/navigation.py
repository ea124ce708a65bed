"""What titles add to the menu."""

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.web import Entry, menu

menu(Entry(_("Titres"), "titles:mine", "badge-check", order=60, own=True))
