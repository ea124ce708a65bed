"""The secret of an installation."""

import stat

from reciproque.foundation import crypto


def test_the_secret_is_made_once_and_read_by_its_owner_alone(tmp_path):
    file = crypto.keep_secret(tmp_path / "var" / "demo")
    first = file.read_text()

    crypto.keep_secret(tmp_path / "var" / "demo")

    assert file.read_text() == first
    assert len(first.strip().removeprefix("SECRET_KEY=")) >= 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_an_installation_without_a_secret_says_so(settings):
    settings.SECRET_KEY = ""

    assert crypto.known_secret() == ""
