"""The secret of an installation."""

import stat

import pytest
from cryptography.exceptions import InvalidTag

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


def test_what_is_sealed_opens_for_the_same_purpose_and_place_alone(settings):
    sealed = crypto.seal("files", b"une attestation", bound_to="ici")

    assert b"attestation" not in sealed
    assert sealed != crypto.seal("files", b"une attestation", bound_to="ici")
    assert crypto.unseal("files", sealed, bound_to="ici") == b"une attestation"
    for purpose, place in (("files", "ailleurs"), ("profiles", "ici")):
        with pytest.raises(InvalidTag):
            crypto.unseal(purpose, sealed, bound_to=place)
    settings.SECRET_KEY = "une autre installation"
    with pytest.raises(InvalidTag):
        crypto.unseal("files", sealed, bound_to="ici")
