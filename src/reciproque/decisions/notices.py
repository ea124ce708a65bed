"""Letters about promises and decisions to come back to: neither their words nor the partnership's name are in them."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation import words
from reciproque.foundation.models import Message
from reciproque.foundation.outbox import Letter, notice
from reciproque.partnerships.models import Engagement
from reciproque.partnerships.policy import ACCEPTED

from . import queries
from .models import Commitment, Decision, Review


@notice("decisions.commitment", label=gettext_lazy("Une promesse arrive à son terme"))
def a_promise_is_due(message: Message) -> Letter | None:
    """Told while the promise is open, to someone still engaged."""
    promise = Commitment.objects.filter(queries.OPEN, code=message.about).select_related("decision").first()
    if promise is None or not _engaged(message, promise.decision):
        return None
    return Letter(
        _("Une promesse arrive à son terme"),
        _(
            "Bonjour,\n\nCe qui a été promis dans un de vos partenariats est attendu pour le {due}.\n\n"
            "Pour dire où c’en est : {url}\n"
        ).format(
            due=words.day(promise.due_on),
            url=settings.PUBLIC_URL + reverse("decisions:commitment", args=[promise.code]),
        ),
    )


@notice("decisions.review", label=gettext_lazy("Une décision est à revoir"))
def a_decision_comes_back(message: Message) -> Letter | None:
    """Told while nobody came back to the decision, to someone still engaged."""
    review = Review.objects.filter(queries.NOT_HELD, code=message.about).select_related("decision").first()
    if review is None or not _engaged(message, review.decision):
        return None
    return Letter(
        _("Une décision revient devant vous"),
        _(
            "Bonjour,\n\nUne décision d’un de vos partenariats est à revoir le {due} : a-t-elle eu un effet ?\n\n"
            "Pour le dire : {url}\n"
        ).format(
            due=words.day(review.due_on),
            url=settings.PUBLIC_URL + reverse("decisions:review", args=[review.code]),
        ),
    )


def _engaged(message: Message, decision: Decision) -> bool:
    held = Engagement.objects.filter(ACCEPTED, partnership=decision.partnership_id, person=message.person_ref)
    return held.exists()
