"""Lets a command speak the language of whoever reads the terminal, as pages follow the browser's."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation


def language() -> str:
    """The terminal's language when we speak it, French otherwise."""
    asked = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return asked[:2] if asked[:2] in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class Command(BaseCommand):
    """A command whose sentences are in the reader's language."""

    def execute(self, *args, **options):
        with translation.override(language()):
            return super().execute(*args, **options)
