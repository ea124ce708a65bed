"""Addresses of the package of pay."""

from __future__ import annotations

app_name = "pay"
urlpatterns: list = []
