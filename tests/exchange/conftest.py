"""What tests of imports share: a worker at hand, a catalogue in English of their own."""

import polib
import pytest
from django.conf import settings as house
from django.core.management import call_command
from django.utils.translation import trans_real
from django_tasks_db.management.commands import db_worker


@pytest.fixture
def worker(monkeypatch):
    """Does what screens left for later, on the connection of the test, whose transaction is still open."""
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    return lambda: call_command("worker", batch=True, verbosity=0)


@pytest.fixture
def in_english(settings, tmp_path):
    """Give a few sentences their English, for this test alone."""

    def forget():
        trans_real._translations = {}
        trans_real._default = None

    def translate(sentences):
        folder = tmp_path / "en" / "LC_MESSAGES"
        folder.mkdir(parents=True)
        catalogue = polib.POFile()
        catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
        for french, english in sentences.items():
            for spaced in {french, french.replace("\u00a0", " ")}:
                catalogue.append(polib.POEntry(msgid=spaced, msgstr=english))
        catalogue.save_as_mofile(str(folder / "django.mo"))
        settings.LOCALE_PATHS = [str(tmp_path), *house.LOCALE_PATHS]
        forget()

    yield translate
    forget()
