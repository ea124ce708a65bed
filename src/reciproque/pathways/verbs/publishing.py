"""Reading a draft again, publishing it once both sides did, showing it to other houses."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import Stale, verb

from ..kinds import SIDE_OF_ROLE, Verdict
from ..models import Pathway, Publication, Reading, Sharing, Version
from ..queries.drafting import what_it_lacks


@verb(Version, "read_again", keeps=("verdict",))
def read_again(
    draft: Version, *, by: Actor, at: datetime, version: int, verdict: str, missing: str = ""
) -> Version:
    """Say, for one's side, whether the draft may be given to people, and what is missing.

    `version` is the state that was read: Stale is raised when somebody changed it meanwhile. A second word about the
    same state replaces the first. Raises ValidationError for a « not yet » that does not say what is missing.
    """
    if draft.version != version:
        raise Stale(draft)
    if verdict == Verdict.NOT_YET and not missing.strip():
        raise ValidationError({"missing": _("Dites ce qui manque : ceux qui écrivent en ont besoin.")})
    Reading.objects.update_or_create(
        of=draft,
        at_version=version,
        person_id=by.person_id,
        defaults={
            "side": SIDE_OF_ROLE[by.role],
            "verdict": verdict,
            "missing": missing.strip(),
            "read_at": at,
        },
    )
    return draft


@verb(Version, "publish", keeps=())
def publish(draft: Version, *, by: Actor, at: datetime) -> Version:
    """Put the draft in use; it never changes again. The rule has made sure that both sides read it as it stands.

    Raises ValidationError with all that is still missing: a step, the definition of « perdu de vue », texts in the
    language of the pathway, a neutral name that tells nothing.
    """
    lacks = what_it_lacks(draft)
    if lacks:
        raise ValidationError(lacks)
    Publication.objects.create(of=draft, published_by_id=by.person_id, published_at=at)
    return draft


@verb(Pathway, "share", keeps=())
def share(pathway: Pathway, *, by: Actor, at: datetime) -> Pathway:
    """Let other houses read what is published of it, and begin from it."""
    Sharing.objects.create(pathway=pathway, shared_by_id=by.person_id, shared_at=at)
    return pathway


@verb(Pathway, "keep_in", keeps=())
def keep_in(pathway: Pathway, *, by: Actor, at: datetime) -> Pathway:
    """Share it no more. What other houses drew from it stays theirs."""
    pathway.sharings.filter(ended_at=None).update(ended_by_id=by.person_id, ended_at=at)
    return pathway
