"""What is done to useful addresses."""

from .communes import place_communes
from .giving import add_service, revise_service, withdraw_service
from .imports import import_sheets, settle_difference
from .sheets import add_sheet, close_down, confirm, revise_sheet, settle_check, tell

__all__ = [
    "add_service",
    "add_sheet",
    "close_down",
    "confirm",
    "import_sheets",
    "place_communes",
    "revise_service",
    "revise_sheet",
    "settle_check",
    "settle_difference",
    "tell",
    "withdraw_service",
]
