"""A partnership that is only beginning: one side has answered, the other is expected."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reciproque.partnerships.kinds import Domain, Level, Side, Status

from ..tour import CAFE
from .life import Life, Story
from .people import Cast


def tell(story: Story, cast: Cast) -> None:
    life = Life.begins(
        story,
        days=-9,
        founder=cast.karim,
        host=cast.chu,
        other=cast.nadia,
        other_seat=cast.chu,
        title=str(CAFE),
        purpose=_(
            "Un lieu pour attendre, se poser et parler, tenu par des patients, dans le hall de l’hôpital."
        ),
        level=Level.MESO,
        domain=Domain.PROVISION,
        modes=["soutien_accompagnement"],
        side=Side.LIVED,
        status=Status.VOLUNTEER,
        other_status=Status.ON_DUTY,
    )
    life.accepts(cast.nadia, days=-7)
    life.answers(
        cast.karim,
        days=-5,
        need=_("Un endroit où l’on n’est ni malade ni visiteur."),
        wish=_("Une table, du café, deux après-midi par semaine."),
        reason=_("Parce que c’est en attendant que les choses se disent."),
    )
    life.proposes(cast.karim, cast.solene, days=-2, seat=cast.chu, side=Side.CARE, status=Status.ON_DUTY)
