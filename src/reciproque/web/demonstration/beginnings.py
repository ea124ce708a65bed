"""The MSP calls for volunteers and somebody has answered; Karim keeps a draft that nobody has read yet."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from django.utils.translation import gettext as _

from reciproque.beginnings.kinds import Means
from reciproque.beginnings.verbs import calls, drafts
from reciproque.foundation.actor import VISITOR

from .life import Story, hat_in
from .people import Cast


def tell(story: Story, cast: Cast) -> None:
    call = calls.open_call(
        cast.msp,
        by=hat_in(cast.nadia, cast.msp, on=story.day(-30)),
        at=story.at(-30),
        words=_(
            "Nous refaisons l’accueil de la maison de santé, et nous voulons le faire avec celles et ceux qui y"
            " viennent. Une heure par mois, du café, et personne pour vous juger."
        ),
        welcome=_("À l’accueil, le mardi de 9 h à 12 h : demandez Nadia."),
    )
    calls.answer_call(
        call,
        by=replace(VISITOR, key=uuid4(), language=story.language, via="demo"),
        at=story.at(-4),
        first_name="Yvette",
        means=Means.PLACE,
        contact=_("À l’accueil, le mardi matin après 10 h"),
    )
    drafts.write_draft(
        cast.karim,
        by=hat_in(cast.karim, cast.chu, on=story.day(-2)),
        at=story.at(-2),
        kind="partnership",
        title=_("Un livret d’accueil qu’on lit vraiment"),
        for_whom=_("Celles et ceux qui arrivent la veille d’une opération, et leurs proches"),
        wish=_("Réécrire le livret à deux mains, page par page, et l’essayer dans un service."),
        reason=_("Parce que personne ne m’a dit, la veille, ce qui allait m’arriver."),
        aim="ensemble",
    )
