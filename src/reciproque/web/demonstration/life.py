"""Lets invented people act on invented days: each act goes through its verb, under the hat of whoever does it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from reciproque.decisions import verbs as decisions
from reciproque.decisions.rules import CommitmentDraft, OptionDraft
from reciproque.foundation import clock
from reciproque.foundation.actor import SELF, Actor, Hat, Kind, system
from reciproque.partnerships.kinds import Question
from reciproque.partnerships.models import Engagement, Objective, Partnership, Remark
from reciproque.partnerships.queries.charter import digest_of, standing
from reciproque.partnerships.queries.positions import positions_of
from reciproque.partnerships.verbs import (
    activation,
    charter,
    contributions,
    engagement,
    evaluation,
    founding,
    framing,
    interventions,
    objectives,
    series,
)
from reciproque.partnerships.verbs import degrees as degree_verbs
from reciproque.people.models import Organisation, Person
from reciproque.people.queries import hats_of
from reciproque.voices import verbs as voices

ZONE = "Europe/Paris"
HOUSE = system("demonstration")


@dataclass
class Story:
    """The clock of the demonstration, every date a number of days from today; and the language all is said in."""

    now: datetime
    language: str

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(ZONE)).date()

    def day(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def at(self, days: int, hour: int = 10, minute: int = 0) -> datetime:
        """An instant of working hours; never later than now."""
        return min(clock.instant(self.day(days), time(hour, minute), ZONE), self.now)

    def weekday(self, weekday: int, weeks: int) -> int:
        """Days from today to a weekday (Monday is 0) of a week before (-) or after this one."""
        return weekday - self.today.weekday() + 7 * weeks


def hat_in(person: Person, organisation: Organisation, *, on: date) -> Actor:
    """A person acting in an organisation, with a second factor, as the demonstration lets her in."""
    hat = next(hat for hat in hats_of(person, on=on) if hat.organisation_id == organisation.pk)
    return Actor(Kind.HAT, person_id=person.pk, hat=hat, strong=True, language=person.language, via="demo")


def herself(who: Person) -> Actor:
    """A person acting in her own name, under no position."""
    hat = Hat(code=SELF, role=SELF)
    return Actor(Kind.HAT, person_id=who.pk, hat=hat, strong=True, language=who.language, via="demo")


@dataclass
class Life:
    """A partnership being lived: who is engaged, and what they do, day after day."""

    story: Story
    partnership: Partnership
    seats: dict[int, Organisation]

    @classmethod
    def begins(
        cls,
        story: Story,
        *,
        days: int,
        founder: Person,
        host: Organisation,
        other: Person,
        other_seat: Organisation,
        **sheet: Any,
    ) -> Life:
        """Somebody founds, and proposes to somebody else to be the referent of the other side."""
        on = story.day(days)
        position = next(p for p in positions_of(other, on=on) if other_seat in (p.seat, p.on_behalf_of))
        partnership = founding.found_partnership(
            host,
            by=hat_in(founder, host, on=on),
            at=story.at(days),
            other=position,
            language=story.language,
            **sheet,
        )
        return cls(story, partnership, {founder.pk: host, other.pk: other_seat})

    def by(self, person: Person, days: int) -> Actor:
        return hat_in(person, self.seats[person.pk], on=self.story.day(days))

    def of(self, person: Person) -> Engagement:
        return self.partnership.engagements.get(person=person, left_at=None, declined_at=None)

    def proposes(
        self, who: Person, to: Person, *, days: int, seat: Organisation, side: str, status: str, **sheet: str
    ) -> None:
        on = self.story.day(days)
        position = next(p for p in positions_of(to, on=on) if seat in (p.seat, p.on_behalf_of))
        engagement.engage(
            self.partnership,
            by=self.by(who, days),
            at=self.story.at(days, 11),
            person=to,
            position=position.role,
            on_behalf_of=position.on_behalf_of,
            seat=position.seat,
            side=side,
            status=status,
            **sheet,
        )
        self.seats[to.pk] = seat

    def accepts(self, person: Person, *, days: int) -> None:
        engagement.accept(self.of(person), by=self.by(person, days), at=self.story.at(days, 14))

    def writes_role(self, person: Person, sheet: dict[str, str], *, days: int) -> None:
        """Somebody writes her own role sheet."""
        mine = self.of(person)
        engagement.revise_role(
            mine, by=self.by(person, days), at=self.story.at(days, 14, 30), version=mine.version, **sheet
        )

    def confirms_roles(self, *people: Person, days: int) -> None:
        """At an evaluation, each reads her sheet again and says that it holds."""
        for person in people:
            mine = self.of(person)
            engagement.confirm_role(
                mine, by=self.by(person, days), at=self.story.at(days, 10), version=mine.version
            )

    def aims_at(self, proposes: Person, agrees: Person, degrees: dict[str, str], *, days: int) -> None:
        """One side proposes a degree for each stage, the other agrees."""
        for phase, degree in degrees.items():
            aim = degree_verbs.aim_degree(
                self.partnership,
                by=self.by(proposes, days),
                at=self.story.at(days, 16),
                phase=phase,
                degree=degree,
            )
            degree_verbs.agree_degree(aim, by=self.by(agrees, days), at=self.story.at(days, 16, 20))

    def sees(self, person: Person, seen: dict[str, str], *, days: int) -> None:
        """A side says what it sees of each stage, for the evaluation that is open."""
        degree_verbs.observe_degrees(
            self.partnership.rounds.get(closing=None),
            by=self.by(person, days),
            at=self.story.at(days, 10, 30),
            version=0,
            **seen,
        )

    def answers(self, person: Person, *, days: int, need: str, wish: str, reason: str) -> None:
        framing.frame(
            self.partnership,
            by=self.by(person, days),
            at=self.story.at(days, 15),
            need=need,
            wish=wish,
            reason=reason,
        )

    def agree_on(self, person: Person, *questions: Question, days: int) -> None:
        for question in questions:
            framing.note_concord(
                self.partnership, by=self.by(person, days), at=self.story.at(days, 15), question=question
            )

    def settle(
        self,
        notes: Person,
        proposes: Person,
        agrees: Person,
        *,
        days: int,
        question: str,
        text: str,
        wording: str,
    ) -> None:
        difference = framing.note_difference(
            self.partnership,
            by=self.by(notes, days),
            at=self.story.at(days, 15),
            question=question,
            text=text,
        )
        settlement = framing.propose_settlement(
            difference, by=self.by(proposes, days), at=self.story.at(days, 15, 20), wording=wording
        )
        framing.agree(
            settlement, by=self.by(agrees, days), at=self.story.at(days, 15, 40), version=settlement.version
        )

    def aims(
        self,
        lived: Person,
        care: Person,
        *,
        days: int,
        need: str,
        knowledge: str,
        said_by: str,
        source: str,
        evidence: str,
        objective: str,
        indicator: str,
        baseline: str,
        target: str,
        due: int,
    ) -> Objective:
        noted = objectives.note_need(
            self.partnership,
            by=self.by(lived, days),
            at=self.story.at(days, 16),
            text=need,
            knowledge=knowledge,
            said_by=said_by,
            source=source,
            evidence=evidence,
        )
        return objectives.set_objective(
            self.partnership,
            by=self.by(care, days),
            at=self.story.at(days, 16, 30),
            need=noted,
            text=objective,
            indicator=indicator,
            baseline=baseline,
            target=target,
            due_on=self.story.day(due),
            owner_lived=self.of(lived),
            owner_care=self.of(care),
        )

    def writes_charter(self, person: Person, clauses: Iterable[tuple[str, str]], *, days: int) -> None:
        charter.draft_charter(
            self.partnership, by=self.by(person, days), at=self.story.at(days, 16), clauses=clauses
        )

    def opens_next_charter(self, person: Person, *, days: int) -> None:
        charter.draft_charter(self.partnership, by=self.by(person, days), at=self.story.at(days, 16))

    def remarks(
        self, person: Person, kind: str, text: str, *, days: int, before_signing: bool = False
    ) -> Remark:
        """Somebody says something of a clause of the last version."""
        clause = self.partnership.charters.order_by("-number").first().clauses.standing().get(kind=kind)
        by, at = self.by(person, days), self.story.at(days, 16, 40)
        return charter.remark(clause, by=by, at=at, text=text, before_signing=before_signing)

    def answers_remark(self, person: Person, remark: Remark, *, days: int, outcome: str, reason: str) -> None:
        at = self.story.at(days, 16, 50)
        charter.answer_remark(remark, by=self.by(person, days), at=at, outcome=outcome, reason=reason)

    def signs(self, *people: Person, days: int) -> None:
        version = self.partnership.charters.order_by("-number").first()
        for person in people:
            charter.sign(
                version,
                by=self.by(person, days),
                at=self.story.at(days, 17),
                digest=digest_of(version, standing(version)),
                read_in_full=True,
            )

    def plans_evaluation(self, person: Person, *, days: int, due: int) -> None:
        activation.plan_first_evaluation(
            self.partnership,
            by=self.by(person, days),
            at=self.story.at(days, 17, 10),
            due_on=self.story.day(due),
        )

    def starts(self, person: Person, *, days: int) -> None:
        activation.activate(self.partnership, by=self.by(person, days), at=self.story.at(days, 17, 30))

    def meets(
        self,
        person: Person,
        *,
        on: int,
        hour: time,
        expected: Iterable[Person],
        planned: int | None = None,
        words: str | None = None,
        present: Iterable[Person] | None = None,
        **what: Any,
    ) -> Any:
        """Plan something on a day; when that day has passed and `words` is given, say it was held."""
        planned = min(on - 7, -1) if planned is None else planned
        people = list(expected)
        planned_row = interventions.plan_intervention(
            self.partnership,
            by=self.by(person, planned),
            at=self.story.at(planned, 9),
            day=self.story.day(on),
            hour=hour,
            expected=[self.of(one) for one in people],
            **what,
        )
        if words is not None:
            interventions.hold(
                planned_row,
                by=self.by(person, on),
                at=self.story.at(on, 19, 30),
                present=[self.of(one) for one in (present or people)],
                minutes=what["minutes"],
                words=words,
            )
        return planned_row

    def meets_regularly(
        self, person: Person, *, on: int, expected: Iterable[Person], planned: int, hour: time, **what: Any
    ) -> list[Any]:
        """Plan a series from a day; its dates."""
        made = series.plan_series(
            self.partnership,
            by=self.by(person, planned),
            at=self.story.at(planned, 9),
            day=self.story.day(on),
            hour=hour,
            expected=[self.of(one) for one in expected],
            **what,
        )
        return [one.intervention for one in made.dates.select_related("intervention").order_by("pk")]

    def holds(
        self, person: Person, intervention: Any, *, days: int, present: Iterable[Person], words: str
    ) -> None:
        interventions.hold(
            intervention,
            by=self.by(person, days),
            at=self.story.at(days, 20),
            present=[self.of(one) for one in present],
            minutes=intervention.minutes,
            words=words,
        )

    def looks_back(
        self,
        *,
        days: int,
        answers: dict[Person, dict[str, Any]],
        closer: Person,
        conclusion: str,
        **action: Any,
    ) -> None:
        """Both sides answer the open round, decide an action, and close it."""
        round_ = self.partnership.rounds.get(closing=None)
        for person, said in answers.items():
            evaluation.answer(round_, by=self.by(person, days), at=self.story.at(days, 11), version=0, **said)
        if action:
            evaluation.decide_action(
                round_,
                by=self.by(closer, days),
                at=self.story.at(days, 12),
                text=action["text"],
                owner=self.of(action["owner"]),
                due_on=self.story.day(action["due"]),
            )
        evaluation.close_round(
            round_, by=self.by(closer, days), at=self.story.at(days, 12, 30), conclusion=conclusion
        )

    def hears(self, person: Person, *, days: int, text: str, kind: str, said_as: str, consent: str) -> Any:
        return voices.hear(
            self.partnership,
            by=self.by(person, days),
            at=self.story.at(days, 18),
            text=text,
            language=self.story.language,
            kind=kind,
            said_as=said_as,
            heard_on=self.story.day(days),
            consent=consent,
            read_aloud=True,
        )

    def replies(self, person: Person, voice: Any, *, days: int, text: str) -> None:
        voices.reply(voice, by=self.by(person, days), at=self.story.at(days, 18, 30), text=text)

    def decides(
        self,
        person: Person,
        *,
        days: int,
        options: Iterable[tuple[str, Person | None, str, str]],
        promises: Iterable[tuple[str, Person, int]],
        review: int,
        voices: Iterable[Any] = (),
        **said: Any,
    ) -> Any:
        """A decision with its options (words, who carried it, what became of it, why) and its promises."""
        return decisions.decide(
            self.partnership,
            by=self.by(person, days),
            at=self.story.at(days, 18),
            decided_on=self.story.day(days),
            options=[
                OptionDraft(text=text, carried_by=who and self.of(who), outcome=outcome, reason=why)
                for text, who, outcome, why in options
            ],
            commitments=[
                CommitmentDraft(text=text, owner=self.of(owner), due_on=self.story.day(due))
                for text, owner, due in promises
            ],
            review_on=self.story.day(review),
            voices=voices,
            **said,
        )

    def keeps(self, person: Person, decision: Any, *, days: int, words: str) -> None:
        """The first promise of a decision was kept on a day."""
        decisions.fulfil(
            decision.commitments.order_by("pk").first(),
            by=self.by(person, days),
            at=self.story.at(days, 18),
            done=True,
            on=self.story.day(days),
            words=words,
        )

    def comes_back(self, person: Person, decision: Any, *, days: int, effect: str, words: str) -> None:
        decisions.hold(
            decision.reviews.get(held_at=None),
            by=self.by(person, days),
            at=self.story.at(days, 18),
            effect=effect,
            words=words,
        )

    def adds_time(self, person: Person, *, days: int, kind: str, minutes: int) -> None:
        contributions.contribute(
            self.of(person),
            by=self.by(person, days),
            at=self.story.at(days, 20),
            kind=kind,
            minutes=minutes,
            on=self.story.day(days),
        )
