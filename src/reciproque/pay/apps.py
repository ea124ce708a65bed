"""What is due for time given: rates, lines, expenses, and whether it is fair."""

from django.apps import AppConfig


class PayConfig(AppConfig):
    name = "reciproque.pay"
    label = "pay"
