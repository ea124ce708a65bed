"""Who is paid while being there, whoever pays: what lets one see somebody unpaid beside somebody paid."""

from __future__ import annotations

from ..kinds import Status

PAID = (Status.EMPLOYEE, Status.INDEPENDENT, Status.ON_DUTY)
"""By wage, by fee, or because being there is part of her work."""
