"""What the people of the demonstration declare, who vouches for it, and what still waits."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reciproque.people.models import Organisation, Person
from reciproque.titles import verbs
from reciproque.titles.kinds import Form, Means, Topic
from reciproque.titles.models import Credential, Title

from .life import Story, hat_in, herself
from .people import Cast


def tell(story: Story, cast: Cast) -> None:
    """Titles and hours, declared and vouched for before the workshops begin."""
    held = Titles(story, cast)
    for who, hours, ended in ((cast.lucie, 42, -380), (cast.yves, 40, -370), (cast.agathe, 44, -390)):
        held.trained(who, hours, ended=ended, vouched=-330)
    held.trained(cast.karim, 34, ended=-200, vouched=-150)
    held.trained(cast.karim, 6, ended=-40, label=_("Animer à deux voix"))
    held.titled(cast.lucie, "mediateur_sante_pair", Form.FEMININE, of=cast.msp, vouched=-300)
    held.titled(cast.karim, "patient_partenaire", Form.MASCULINE, of=cast.chu, vouched=-140)
    held.titled(cast.yves, "patient_ressource", Form.MASCULINE, of=cast.msp)
    held.titled(cast.malik, "pair_aidant", Form.MASCULINE)


class Titles:
    """Claims made and vouched for on the days of a story."""

    def __init__(self, story: Story, cast: Cast):
        self.story, self.cast = story, cast

    def trained(
        self, who: Person, hours: int, *, ended: int, vouched: int | None = None, label: str = ""
    ) -> Credential:
        """Hours of therapeutic education given by the unit of the demonstration, which vouches for them."""
        claim = verbs.declare_training(
            who,
            by=herself(who),
            at=self.story.at(ended + 10),
            label=label or _("Dispenser l’éducation thérapeutique"),
            topic=Topic.ETP,
            provider=str(self.cast.utep),
            hours=hours,
            ended_on=self.story.day(ended),
            content=_("Écouter, construire un bilan partagé, animer un atelier, évaluer."),
            asked_of=self.cast.utep,
        )
        if vouched is not None:
            self._vouch(claim, self.cast.solene, self.cast.utep, vouched, Means.REGISTER)
        return claim

    def titled(
        self,
        who: Person,
        key: str,
        form: str,
        *,
        of: Organisation | None = None,
        vouched: int | None = None,
    ) -> Credential:
        """A title, vouched for by an organisation that has seen the person at work."""
        claim = verbs.declare_title(
            who,
            by=herself(who),
            at=self.story.at((vouched or -20) - 10),
            title=Title.objects.get(key=key),
            form=form,
            asked_of=of,
            sells=False,
            industry=False,
            movement=False,
        )
        if vouched is not None and of is not None:
            self._vouch(claim, self.cast.nadia, of, vouched, Means.KNOWN)
        return claim

    def _vouch(self, claim: Credential, by: Person, of: Organisation, days: int, means: str) -> None:
        actor = hat_in(by, of, on=self.story.day(days))
        verbs.verify(claim, by=actor, at=self.story.at(days), means=means)
