"""What profiles add to the menu."""

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.web import Entry, menu

menu(Entry(_("Mon profil"), "profiles:mine", "user-round-pen", order=65, own=True))
