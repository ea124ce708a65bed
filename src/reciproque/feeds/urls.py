"""Addresses of the package of feeds."""

from __future__ import annotations

app_name = "feeds"
urlpatterns: list = []
