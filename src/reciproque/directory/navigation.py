"""What useful addresses add to the menu."""

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.web import Entry, menu

menu(Entry(_("Adresses utiles"), "directory:sheets", "map-pin", order=72))
