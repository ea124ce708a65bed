"""Whoever sent a file is told that she did, and what came of it; never the cells of the file."""

import pytest

from tests import cast

from . import files
from .test_screens import rehearse

pytestmark = pytest.mark.django_db


def test_her_imports_are_told_by_their_name_and_their_counts(client, worker):
    cast.signed_in(client, cast.nadia())
    batch = rehearse(client, worker, files.FLEYRIAT, files.WRONG_KEY)
    passage = batch.passages.get()

    hers, other = cast.data_of(cast.nadia())["imports"], cast.data_of(cast.charlie())["imports"]

    (file,), (read,) = hers["files"], hers["passages"]
    assert (file["filename"], file["contains"], file["organisation"]) == (
        "structures.csv",
        "organisations",
        "CHU des Deux-Rives",
    )
    assert (read["purpose"], read["created"], read["faulty"]) == ("rehearsal", 1, 1)
    kept = [batch.digest, batch.file.name, files.WRONG_KEY[1], files.FLEYRIAT[1]]
    assert passage.lines.exists()
    assert [word for word in kept if word in str(hers)] == []
    assert other == {"files": [], "passages": []}
