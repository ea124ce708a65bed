"""What load adds to the menu: one's own rhythm."""

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.web import Entry, menu

menu(Entry(_("Mon rythme"), "load:mine", "gauge", order=62, own=True))
