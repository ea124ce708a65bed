"""The package of exchange."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "reciproque.exchange"
    label = "exchange"
