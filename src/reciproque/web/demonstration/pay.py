"""What is due, paid and received in the demonstration: the grids of two houses, Lucie's fees, Karim's expenses."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from reciproque.missions.kinds import Unit
from reciproque.partnerships.kinds import ContributionKind, Status
from reciproque.partnerships.models import Engagement
from reciproque.pay import verbs
from reciproque.pay.kinds import PaperKind, State
from reciproque.pay.models import Expense, Line
from reciproque.people.models import Organisation, Person

from .life import Story, hat_in
from .people import Cast

LONG_AGO = -240
SETTLED, WAITING, LATE = 4, 2, 1
"""How many of the oldest lines were received, how many are paid and not answered yet, how many nobody looked at."""


def tell(story: Story, cast: Cast) -> None:
    """Run once its people have lived: what they gave has made what is due."""
    msp, chu = House(story, cast.msp, cast.nadia), House(story, cast.chu, cast.nadia)
    said = _("Délibération du conseil de la maison de santé")
    msp.pays(ContributionKind.SESSION, Status.INDEPENDENT, "40", source=said)
    msp.pays(ContributionKind.PREPARATION, Status.INDEPENDENT, "25", source=said)
    msp.pays(ContributionKind.TRAVEL, Status.INDEPENDENT, "15", source=said)
    said = _("Décision de la direction, après avis de la commission des usagers")
    chu.pays(ContributionKind.SESSION, Status.EMPLOYEE, "30", source=said)
    chu.pays(ContributionKind.PREPARATION, Status.EMPLOYEE, "20", source=said)
    msp.goes_through(Line.objects.filter(organisation=cast.msp, amount__isnull=False).order_by("on", "pk"))
    _expenses(chu, cast)
    _papers(chu, msp, cast)


@dataclass
class House:
    """A house that owes, and who coordinates it."""

    story: Story
    organisation: Organisation
    coordinator: Person

    def by(self, days: int):
        return hat_in(self.coordinator, self.organisation, on=self.story.day(days))

    def pays(self, kind: str, status: str, amount: str, *, source: str) -> None:
        verbs.set_rate(
            self.organisation,
            by=self.by(LONG_AGO),
            at=self.story.at(LONG_AGO),
            kind=kind,
            status=status,
            amount=Decimal(amount),
            unit=Unit.HOUR,
            starts_on=self.story.day(LONG_AGO),
            source=source,
        )

    def goes_through(self, lines) -> None:
        """The oldest were received; then some are paid, one is sent; one was forgotten, the others are due."""
        _forgotten, *others = list(lines) or [None]
        settled, waiting = others[:SETTLED], others[SETTLED : SETTLED + WAITING]
        sent = others[SETTLED + WAITING : SETTLED + WAITING + LATE]
        self._move(settled, State.PAID, days=-40)
        for line in settled:
            self._hers(line, days=-36)
        self._move(waiting, State.PAID, days=-2)
        self._move(sent, State.SENT, days=-6)

    def _move(self, lines: list[Line], until: State, *, days: int) -> None:
        way = [State.VALIDATED, State.SENT, State.PAID]
        for number, state in enumerate(way[: way.index(until) + 1], start=-2):
            if lines:
                on = self.story.day(days + number) if state == State.PAID else None
                verbs.move_lines(
                    self.organisation,
                    by=self.by(days + number),
                    at=self.story.at(days + number),
                    lines=lines,
                    state=state,
                    on=on,
                )

    def _hers(self, line: Line, *, days: int) -> None:
        verbs.receive(line, by=_herself(self.story, line.engagement, days), at=self.story.at(days))


def _herself(story: Story, engagement: Engagement, days: int):
    return hat_in(engagement.person, engagement.on_behalf_of, on=story.day(days))


def _engaged(who: Person, house: Organisation) -> Engagement:
    rows = Engagement.objects.filter(
        person=who, partnership__host=house, accepted_at__isnull=False, left_at=None
    )
    return rows.order_by("pk").first()  # type: ignore[return-value]


def _expenses(chu: House, cast: Cast) -> None:
    """Karim, a volunteer by choice, is paid back his bus; he gave up a meal."""
    karim = _engaged(cast.karim, cast.chu)
    bus = _asks(chu.story, karim, "trajet", "3.40", days=-9, words=_("Deux tickets de bus"))
    chu._move([bus.line], State.PAID, days=-3)
    meal = _asks(chu.story, karim, "repas", "8.50", days=-30)
    verbs.give(meal, by=_herself(chu.story, karim, -29), at=chu.story.at(-29))
    _asks(chu.story, karim, "trajet", "3.40", days=-2)


def _asks(
    story: Story, engagement: Engagement, kind: str, amount: str, *, days: int, words: str = ""
) -> Expense:
    return verbs.ask_expense(
        engagement,
        by=_herself(story, engagement, days),
        at=story.at(days, 18),
        kind=kind,
        on=story.day(days),
        amount=Decimal(amount),
        words=words,
    )


def _papers(chu: House, msp: House, cast: Cast) -> None:
    """What Karim and Lucie need in writing; Lucie's quote is still missing."""
    for house, who, kind, reference in (
        (chu, cast.karim, PaperKind.INSURANCE, _("Contrat d’assurance du CHU, annexe bénévoles")),
        (chu, cast.karim, PaperKind.AGREEMENT, _("Convention de bénévolat n° 12")),
        (msp, cast.lucie, PaperKind.SIRET, "732 829 320 00074"),
    ):
        verbs.note_paper(
            _engaged(who, house.organisation),
            by=house.by(-100),
            at=house.story.at(-100),
            kind=kind,
            reference=reference,
            since=house.story.day(-150),
        )
