"""The care of those who take missions: who reads a heavy moment, supervision, relays, tensions."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "reciproque.support"
    label = "support"
