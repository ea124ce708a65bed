"""Addresses of the package of hours."""

from __future__ import annotations

app_name = "hours"
urlpatterns: list = []
