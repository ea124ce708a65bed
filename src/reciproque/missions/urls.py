"""Addresses of the package of missions."""

from __future__ import annotations

app_name = "missions"
urlpatterns: list = []
