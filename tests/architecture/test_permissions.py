"""The document of permissions is the one the rules make, and each verb has its rule."""

from reciproque.foundation.policy import RULES
from reciproque.foundation.verbs import VERBS
from tests.permissions import FILE, written


def test_the_document_is_current():
    assert FILE.read_text(encoding="utf-8") == written(), "python -m tests.permissions --write"


def test_each_verb_has_a_rule():
    assert sorted(set(VERBS) - set(RULES)) == []
