"""Who reads decisions, says what became of promises, and comes back to what was decided."""

from __future__ import annotations

from reciproque.foundation.policy import allow
from reciproque.partnerships.policy import doers, readers

from .models import Commitment, Decision, Review

allow(Decision, see=readers("partnership"))
allow(Commitment, see=readers("decision__partnership"), fulfil=doers("decision__partnership"))
allow(Review, see=readers("decision__partnership"), hold=doers("decision__partnership"))
