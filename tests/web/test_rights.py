"""The table of permissions that everybody signed in may read."""

import re

import pytest
from django.utils import translation

from reciproque.foundation.policy import RULES
from reciproque.web.rights import in_words
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_rule_stands_there_in_words_and_no_code_does(client, language):
    with translation.override(language):
        told = in_words()

    assert sum(len(thing.rights) for thing in told) == len(RULES)
    cast.signed_in(client, cast.lucie())
    shown = client.get("/aide/droits/", headers={"accept-language": language}).content.decode()
    main = re.search(r"<main.*?</main>", shown, re.DOTALL)[0]
    assert not re.search(r"\b\w+\.[A-Z]\w+|\b[a-z]+_[a-z]+\b", re.sub(r"<[^>]+>", " ", main))


def test_someone_reads_whom_a_rule_serves_by_the_name_of_the_position():
    with translation.override("fr"):
        voices = next(thing for thing in in_words() if str(thing.name) == "Paroles")

    assert any("Coordination" in right.served for right in voices.rights)
