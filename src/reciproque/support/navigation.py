"""What support adds to the menu."""

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.web import Entry, menu

menu(Entry(_("Mon soutien"), "support:mine", "heart-handshake", order=63))
