"""In the demonstration, two people have opened each partner who meets accompanied people; one request still waits."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from reciproque.foundation.actor import VISITOR
from reciproque.openings import verbs
from reciproque.openings.kinds import Extract, Identity
from reciproque.openings.models import Opening
from reciproque.people.models import Organisation, Person
from reciproque.titles import verbs as titles
from reciproque.titles.models import Credential

from .life import Story, hat_in
from .people import Cast


def at_the_hospital(story: Story, cast: Cast) -> None:
    """Malik and Karim, before the first Thursday; Paul's waits for Nadia."""
    asking = Openings(story, cast.chu)
    malik = asking.asked(
        cast.malik,
        cast.nadia,
        second=cast.solene,
        days=-143,
        seen=_("Deux ans de permanences à l’association. Il écoute, et sait passer la main."),
    )
    asking.agreed(malik, cast.solene, days=-142, words=_("Je l’ai vu accueillir trois jeudis de suite."))
    karim = asking.asked(
        cast.karim,
        cast.solene,
        second=cast.nadia,
        days=-141,
        seen=_("Il a relu nos courriers avec nous, puis animé deux cafés. Il ne promet rien."),
    )
    asking.agreed(karim, cast.nadia, days=-139)
    asking.asked(
        cast.paul,
        cast.solene,
        second=cast.nadia,
        days=-2,
        seen=_("Il siège avec nous depuis un an et souhaite venir au café du jeudi."),
    )


def at_the_health_centre(story: Story, cast: Cast) -> None:
    """Lucie and Yves, before the first workshop."""
    asking = Openings(story, cast.msp)
    lucie = asking.asked(
        cast.lucie,
        cast.helene,
        second=cast.nadia,
        days=-233,
        seen=_("Médiatrice ici depuis l’ouverture. Les personnes la demandent."),
    )
    asking.agreed(lucie, cast.nadia, days=-232)
    yves = asking.asked(
        cast.yves,
        cast.nadia,
        second=cast.agathe,
        days=-231,
        seen=_("Il a suivi les ateliers, puis aidé à en préparer deux."),
    )
    asking.agreed(yves, cast.agathe, days=-229, words=_("Nous avons animé une séance ensemble."))


def is_read_from_outside(story: Story, cast: Cast) -> None:
    """The health centre named the agency; somebody reported a misuse there, and nobody has answered in time."""
    nadia = hat_in(cast.nadia, cast.msp, on=story.day(-220))
    titles.name_outside_referent(cast.msp, by=nadia, at=story.at(-220), referent=cast.ars)
    titles.report(
        Credential.objects.get(person=cast.yves, title__key="patient_ressource"),
        by=replace(VISITOR, via="demo", language=story.language),
        at=story.at(-18),
        text=_("Après l’atelier, il a proposé des séances payantes chez lui, en se disant envoyé par vous."),
    )


class Openings:
    """Openings asked and agreed in one house, on the days of a story."""

    def __init__(self, story: Story, house: Organisation):
        self.story, self.house = story, house

    def asked(self, who: Person, by: Person, *, second: Person, days: int, seen: str) -> Opening:
        return verbs.ask_opening(
            who,
            by=hat_in(by, self.house, on=self.story.day(days)),
            at=self.story.at(days),
            met_on=self.story.day(days - 6),
            identity=Identity.KNOWN,
            extract=Extract.NOT_ASKED,
            seen=seen,
            sells=False,
            industry=False,
            movement=False,
            second=second,
        )

    def agreed(self, opening: Opening, by: Person, *, days: int, words: str = "") -> None:
        actor = hat_in(by, self.house, on=self.story.day(days))
        verbs.agree(opening, by=actor, at=self.story.at(days), words=words)
