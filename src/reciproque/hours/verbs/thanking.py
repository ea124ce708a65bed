"""Thanking somebody for one thing she did; and what she does with it: keep it, let others read it, or no more."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.outbox import tell
from reciproque.foundation.verbs import rewrite, verb
from reciproque.partnerships.models import Contribution, Engagement, Intervention
from reciproque.partnerships.policy import under_this_hat

from ..models import Showing, Thanks


@verb(Engagement, "thank")
def thank(
    engagement: Engagement,
    *,
    by: Actor,
    at: datetime,
    words: str,
    intervention: Intervention | None = None,
    contribution: Contribution | None = None,
) -> Thanks:
    """Thank somebody for an intervention held in which she was, or for one time she gave. She reads it first.

    Raises ValidationError without words, or when it is about nothing she did there.
    """
    if not words.strip():
        raise ValidationError({"words": _("Écrivez votre merci.")})
    if not _did(engagement, intervention, contribution):
        raise ValidationError({"about": _("Choisissez une chose qu’elle a faite ici.")})
    thanks = Thanks(
        engagement=engagement,
        intervention=intervention,
        contribution=contribution,
        words=words.strip(),
        said_by_id=by.person_id,
        said_as=_position(engagement, by),
        said_at=at,
    )
    thanks.clean_fields(exclude={"intervention", "contribution", "received_at"})
    thanks.save()
    tell(
        engagement.person_id,
        "hours.thanked",
        about=thanks.code,
        once=f"hours.thanked:{thanks.code}",
        due_at=at,
    )
    return thanks


def _did(
    engagement: Engagement, intervention: Intervention | None, contribution: Contribution | None
) -> bool:
    if (intervention is None) == (contribution is None):
        return False
    if contribution is not None:
        return contribution.engagement_id == engagement.pk
    return Contribution.objects.filter(
        engagement=engagement, intervention=intervention, intervention__holding__isnull=False
    ).exists()


def _position(engagement: Engagement, by: Actor) -> str:
    """The position she is engaged in there, or that of her hat."""
    mine = Engagement.objects.filter(under_this_hat(by), partnership=engagement.partnership_id).first()
    return mine.position if mine else by.role


@verb(Thanks, "receive")
def receive(thanks: Thanks, *, by: Actor, at: datetime) -> Thanks:
    """Say that one has read it; it stays one's own."""
    return rewrite(thanks, received_at=at)


@verb(Thanks, "show")
def show(thanks: Thanks, *, by: Actor, at: datetime) -> Thanks:
    """Let the people of the partnership read it, with one's name, until one says otherwise."""
    Showing.objects.create(thanks=thanks, shown_at=at)
    return thanks if thanks.received_at else rewrite(thanks, received_at=at)


@verb(Thanks, "withdraw")
def withdraw(thanks: Thanks, *, by: Actor, at: datetime) -> Thanks:
    """Let nobody else read it any more, at once."""
    Showing.objects.filter(thanks=thanks, withdrawn_at=None).update(withdrawn_at=at)
    return thanks
