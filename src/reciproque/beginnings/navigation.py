"""What beginnings add to the main menu."""

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.web import Entry, menu

menu(Entry(_("Commencer"), "beginnings:begin", "sprout", order=55))
