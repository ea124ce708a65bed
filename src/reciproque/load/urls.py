"""Addresses of the package of load."""

from __future__ import annotations

app_name = "load"
urlpatterns: list = []
