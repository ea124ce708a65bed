"""What this package does by itself: positions that end take their engagements, quiet words pass on."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.actor import system
from reciproque.foundation.schedule import every

from .models import Engagement
from .queries.positions import no_longer_held, today_of
from .queries.series import unanswered
from .verbs.engagement import lapse
from .verbs.series import pass_on

FARTHEST_ZONE = timedelta(days=1)
"""No civil date of the earth is further from that of UTC."""


@every(
    "partnerships.positions", label=_("Terminer les engagements que plus rien ne porte"), queued=True, hours=1
)
def end_engagements_without_position(at: datetime) -> None:
    """End what nobody gives any more, on the day of where each person lives."""
    gone = no_longer_held(Engagement.objects.all(), on=(at + FARTHEST_ZONE).date())
    for engagement in gone.select_related("person"):
        on = today_of(engagement.person, at)
        if no_longer_held(Engagement.objects.filter(pk=engagement.pk), on=on).exists():
            lapse(engagement, by=system("partnerships.positions"), at=at)


@every(
    "partnerships.check_ins",
    label=_("Passer à la personne référente les mots restés sans réponse"),
    queued=True,
    hours=1,
)
def pass_on_words_without_answer(at: datetime) -> None:
    """Let referents ask for news of who did not answer, on the day of the organisation that hosts."""
    late = unanswered(by=(at + FARTHEST_ZONE).date())
    for check_in in late.select_related("engagement__partnership__host"):
        host = check_in.engagement.partnership.host
        if check_in.referent_on <= at.astimezone(ZoneInfo(host.zone)).date():
            pass_on(check_in, by=system("partnerships.check_ins"), at=at)
