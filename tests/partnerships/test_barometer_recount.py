"""The barometer equals an independent recount, on partnerships that were generated and lived through verbs.

The recount reads rows of the tables and nothing else: no query, no rule, no property of the product. It is written
again here, in plain Python, from what the founding texts ask.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import Phase as Stage
from hypothesis import strategies as st

from reciproque.foundation.policy import Refused
from reciproque.foundation.verbs import Stale
from reciproque.missions.kinds import Where
from reciproque.missions.models import Closing, Mission, Publication, RequiredTitle, SuppliedMeans
from reciproque.partnerships.kinds import (
    ClauseKind,
    Degree,
    Observed,
    Phase,
    Question,
    Side,
)
from reciproque.partnerships.models import (
    Activation,
    Attendance,
    Cancellation,
    Charter,
    Clause,
    Concord,
    Contribution,
    CrossTraining,
    DegreeAim,
    DegreeSeen,
    Difference,
    Engagement,
    EvaluationAnswer,
    EvaluationRound,
    Framing,
    Hesitation,
    Holding,
    Hosting,
    Intervention,
    Partnership,
    Readiness,
    RoleConfirmation,
    RoundClosing,
    Settlement,
    Signature,
)
from reciproque.partnerships.queries.barometer import barometer_of
from reciproque.partnerships.queries.charter import digest_of
from reciproque.partnerships.queries.partnerships import with_start
from reciproque.partnerships.verbs import activation, charter, degrees, evaluation, framing, interventions
from reciproque.partnerships.verbs import contributions as contributing
from reciproque.partnerships.verbs import engagement as engaging
from reciproque.people.models import Organisation, Person
from reciproque.support.models import Facilitation
from reciproque.support.verbs.supervision import say_facilitator
from reciproque.voices.models import Reply, Voice, Withdrawal
from tests import cast
from tests.builders import evaluations, missions, voices
from tests.builders import interventions as meeting
from tests.builders import partnerships as build

NOON, TODAY = cast.NOON, cast.TODAY
PARIS = ZoneInfo("Europe/Paris")
REFUSALS = (Refused, ValidationError, Stale)
KINDS = ("meeting", "workshop", "talking_group", "working_group", "cross_training", "supervision")
LED = {45: "internal", 90: "external"}
"""Who led a supervision, by its length: of the longest, nobody says it."""
SHEETS = ("", "Le programme", "Le programme : ensemble", "Les horaires", "Le programme\nLes horaires")
OPTIONAL = (ClauseKind.PAY, ClauseKind.CONFIDENTIALITY)
ALWAYS = (ClauseKind.OBJECTIVES, ClauseKind.MODALITIES, ClauseKind.RIGHTS, ClauseKind.LIMITS)


# --- a generated life -----------------------------------------------------------------------------
@dataclass
class Story:
    """What a generated partnership goes through; what cannot be done then is refused, and did not happen."""

    more: list[int]
    association: bool
    framed: list[str]
    differs: list[tuple[str, bool]]
    clauses: list[ClauseKind]
    signs: tuple[bool, ...]
    starts: bool
    sheets: list[str]
    ready: list[tuple[int, int, str]]
    moments: list[tuple[str, int, int, str, bool, bool]]
    hours: list[tuple[int, int, int]]
    rounds: list[tuple[int, str, bool, list[bool]]]
    aims: list[tuple[str, str, bool]]
    seen: list[list[str]]
    heard: list[tuple[int, str]]
    shown: list[tuple[str, bool, bool]]
    leaves: list[int]
    after: int


def story_from(seed: int) -> Story:
    """A life drawn from a seed: mostly one that goes well, never twice the same."""
    draw = Random(seed)
    often = lambda: draw.random() < 0.88  # noqa: E731
    some = lambda most, of, least=0: [of() for _n in range(draw.randint(least, most))]  # noqa: E731
    sides = lambda: draw.choice(["lived care"] * 5 + ["lived", "care", ""])  # noqa: E731
    back = lambda: draw.randint(0, 110)  # noqa: E731
    return Story(
        more=draw.sample(range(3), draw.randint(0, 3)),
        association=draw.random() < 0.5,
        framed=["lived", "care"] if often() else draw.choice([["lived"], []]),
        differs=some(1, lambda: (draw.choice(Question.values), often())),
        clauses=[kind for kind in OPTIONAL if often()],
        signs=(often(), often(), often(), often(), draw.random() < 0.5),
        starts=often(),
        sheets=[draw.choice(SHEETS) if often() else "" for _n in range(5)],
        ready=some(
            5, lambda: (draw.randint(0, 4), draw.randint(0, 2), draw.choice(["", "On y va.", "Pas encore."]))
        ),
        moments=some(
            5,
            lambda: (
                draw.choice(KINDS),
                back(),
                draw.choice([45, 90, 600]),
                sides(),
                draw.random() < 0.3,
                draw.random() < 0.3,
            ),
        ),
        hours=some(3, lambda: (draw.randint(0, 4), back(), draw.choice([30, 700, 1400]))),
        rounds=some(3, lambda: (draw.randint(20, 80), sides(), often(), [often() for _n in range(5)]), 1),
        aims=some(
            3, lambda: (draw.choice(Phase.values), draw.choice(Degree.values[:3]), draw.random() < 0.8)
        ),
        seen=_seen(draw),
        heard=some(3, lambda: (back(), draw.choice(["", "reply", "reply", "reply", "withdraw"]))),
        shown=_shown(Random(-seed)),
        leaves=some(1, lambda: draw.randint(0, 4)),
        after=draw.choice([0, 20, 50, 70, *range(90, 330, 20)]),
    )


def _shown(draw: Random) -> list[tuple[str, bool, bool]]:
    """Missions: where, whether something is paid back, whether a title is asked for."""
    return [
        (draw.choice(Where.values), draw.random() < 0.6, draw.random() < 0.4)
        for _n in range(draw.randint(0, 2))
    ]


def _seen(draw: Random) -> list[list[str]]:
    """What each side sees of the stages; often the same."""
    first = [draw.choice(Observed.values) for _phase in Phase]
    if draw.random() < 0.7:
        first = [Observed.CO_DECISION.value] * len(Phase)
    second = first if draw.random() < 0.7 else [draw.choice(Observed.values) for _phase in Phase]
    return [first, second][: draw.randint(0, 5)]


def at(days: int) -> datetime:
    return NOON + timedelta(days=days)


class Living:
    """Lives a story out, each act under the hat of whoever does it, on its day."""

    def __init__(self, story: Story):
        self.story = story
        carried = {"other_organisations": [cast.passerelle()]} if story.association else {}
        self.partnership = build.met(**carried)
        others = [cast.lucie, cast.paul, cast.nadia]
        for number in story.more:
            role_side = {0: Side.LIVED, 1: Side.LIVED, 2: Side.CARE}[number]
            meeting.engaged(self.partnership, others[number](), side=role_side)

    @property
    def people(self) -> list[Engagement]:
        return list(
            self.partnership.engagements.filter(accepted_at__isnull=False, left_at=None).order_by("pk")
        )

    def one(self, number: int) -> Engagement:
        return self.people[number % len(self.people)]

    def live(self) -> None:
        self._frames()
        self._signs_and_starts()
        for number, sheet in enumerate(self.story.sheets[: len(self.people)]):
            who = self.people[number]
            if sheet:
                self._try(
                    engaging.revise_role,
                    who,
                    who,
                    0,
                    version=who.version,
                    does="Accueillir",
                    does_not="",
                    decides=sheet,
                    consulted_on="",
                )
        for mission in self.story.shown:
            self._shows(mission)
        after = self.story.after
        acts = [
            *((1, self._says, ready) for ready in self.story.ready),
            *((after - moment[1], self._meets, moment) for moment in self.story.moments),
            *((after - hours[1], self._gives, hours) for hours in self.story.hours),
            *((1, self._aims, aim) for aim in self.story.aims),
            *((15, self._sees, what) for what in zip(Side.values, self.story.seen, strict=False)),
            *((after - heard[0], self._hears, heard) for heard in self.story.heard),
            *((200, self._leaves, number) for number in self.story.leaves),
        ]
        day = 1
        for round_ in self.story.rounds:
            day += round_[0]
            acts.append((day, self._looks_back, round_))
        for day, act, what in sorted(acts, key=lambda one: one[0]):
            if 0 < day <= after:
                act(day, what)

    def _try(self, verb, subject, who: Engagement, days: int, **how):
        with suppress(*REFUSALS), transaction.atomic():
            return verb(subject, by=build.actor_for(who), at=at(days), **how)

    def _of(self, side: str) -> Engagement | None:
        return next((one for one in self.people if one.side == side), None)

    def _frames(self) -> None:
        for side in self.story.framed:
            self._try(
                framing.frame, self.partnership, self._of(side), 0, need="Un", wish="Deux", reason="Trois"
            )
        for question, settled in self.story.differs:
            found = self._try(
                framing.note_difference, self.partnership, self._of("care"), 0, question=question, text="Non"
            )
            proposed = found and self._try(
                framing.propose_settlement, found, self._of("care"), 0, wording="Ensemble"
            )
            if proposed and settled:
                self._try(framing.agree, proposed, self._of("lived"), 0, version=proposed.version)
        noted = {question for question, _settled in self.story.differs}
        for question in Question.values:
            if question not in noted:
                self._try(framing.note_concord, self.partnership, self._of("care"), 0, question=question)

    def _signs_and_starts(self) -> None:
        build.objective(self.partnership, need=build.need(self.partnership))
        clauses = [(kind.value, "Ce que nous disons.") for kind in (*ALWAYS, *self.story.clauses)]
        first = self._try(charter.draft_charter, self.partnership, self._of("care"), 0, clauses=clauses)
        for empty in first.clauses.filter(text="") if first else ():
            self._try(charter.remove_clause, empty, self._of("care"), 0, version=empty.version)
        for who, signs in zip(self.people, self.story.signs, strict=False):
            if first and signs:
                digest = digest_of(first, first.clauses.standing())
                self._try(charter.sign, first, who, 0, digest=digest, read_in_full=True)
        due = self.story.rounds[0][0] + 1 if self.story.rounds else 92
        referent = build.engagement(self.partnership, Side.CARE)
        self._try(
            activation.plan_first_evaluation,
            self.partnership,
            referent,
            0,
            due_on=TODAY + timedelta(days=due),
        )
        if self.story.starts:
            self._try(activation.activate, self.partnership, referent, 0)

    def _says(self, day: int, said: tuple[int, int, str]) -> None:
        number, what, words = said
        if what == 0:
            self._try(framing.hesitate, self.partnership, self.one(number), day, words=words or "Pas prêt.")
        elif what == 1:
            self._try(framing.say_ready, self.partnership, self.one(number), day, words=words)
        else:
            for doubt in self.one(number).hesitations.filter(lifted_at=None):
                self._try(framing.lift_hesitation, doubt, self.one(number), day)

    def _shows(self, mission: tuple[str, bool, bool]) -> None:
        """A mission published, asking for a title or not, paying something back or not."""
        where, supplied, titled = mission
        paid_back = {} if supplied else {"means": [], "in_advance": []}
        with suppress(*REFUSALS, Engagement.DoesNotExist), transaction.atomic():
            mode = missions.SHEET | ({"mode": "etp", "tasks": ["co_etp"]} if titled else {})
            missions.published(self.partnership, conditions=paid_back, **(mode | {"where": where}))

    def _meets(self, day: int, moment: tuple[str, int, int, str, bool, bool]) -> None:
        kind, _day, minutes, present, crossed, undone = moment
        planner = self.people[0]
        planned = self._try(
            interventions.plan_intervention,
            self.partnership,
            planner,
            day,
            title="Un temps",
            kind=kind,
            day=TODAY + timedelta(days=day),
            hour=time(9),
            minutes=60,
        )
        if planned is None:
            return
        if not present:
            if undone:
                self._try(interventions.cancel, planned, planner, day, reason="Non")
            return
        there = [one for one in self.people if one.side in present.split()]
        self._try(interventions.hold, planned, planner, day + 1, present=there, minutes=minutes)
        if kind == "supervision" and minutes in LED:
            self._try(say_facilitator, planned, planner, day + 1, version=0, facilitator=LED[minutes])
        if crossed:
            self._try(interventions.mark_cross_training, planned, planner, day + 1)
            if undone:
                for training in planned.cross_trainings.filter(taken_back_at=None):
                    self._try(interventions.take_back_cross_training, training, planner, day + 1)

    def _gives(self, day: int, given: tuple[int, int, int]) -> None:
        who = self.one(given[0])
        on = TODAY + timedelta(days=day)
        self._try(
            contributing.contribute,
            who,
            who,
            day,
            kind=("training", "travel")[day % 2],
            minutes=given[2],
            on=on,
        )

    def _aims(self, day: int, aim: tuple[str, str, bool]) -> None:
        phase, degree, agreed = aim
        proposed = self._try(
            degrees.aim_degree, self.partnership, self._of("lived"), day, phase=phase, degree=degree
        )
        if proposed and agreed:
            self._try(degrees.agree_degree, proposed, self._of("care"), day)

    def _sees(self, day: int, seen: tuple[str, list[str]]) -> None:
        side, what = seen
        open_now = self.partnership.rounds.filter(closing=None).first()
        if open_now is not None and self._of(side) is not None:
            said = dict(zip(Phase.values, what, strict=True))
            self._try(degrees.observe_degrees, open_now, self._of(side), day, version=0, **said)

    def _looks_back(self, day: int, round_: tuple[int, str, bool, list[bool]]) -> None:
        _due, answering, closes, reads = round_
        open_now = self.partnership.rounds.filter(closing=None).first()
        for who, confirms in zip(self.people, reads, strict=False):
            if confirms:
                self._try(engaging.confirm_role, who, who, day, version=who.version)
        for side in answering.split():
            who = self._of(side)
            if open_now is not None and who is not None:
                rated = {"works": 3 if side == "lived" else 8}
                self._try(evaluation.answer, open_now, who, day, version=0, **(evaluations.SAID | rated))
        if open_now is not None and closes and self._of("care"):
            self._try(
                evaluation.close_round,
                open_now,
                self._of("care"),
                day,
                conclusion="Bien.",
                gap_accepted="Oui.",
            )
            if day % 3:
                self._try(
                    evaluation.plan_evaluation,
                    self.partnership,
                    build.engagement(self.partnership, Side.CARE),
                    day,
                    due_on=TODAY + timedelta(days=day + 40),
                )

    def _hears(self, day: int, heard: tuple[int, str]) -> None:
        with suppress(*REFUSALS, Engagement.DoesNotExist), transaction.atomic():
            said = voices.heard(self.partnership, at=at(day), heard_on=TODAY + timedelta(days=day))
            if heard[1] == "reply":
                voices.replied(said, at=at(day))
            elif heard[1] == "withdraw":
                voices.withdrawn(said)

    def _leaves(self, day: int, number: int) -> None:
        if len(self.people) > 1:
            who = self.one(number)
            self._try(engaging.leave, who, who, day)


# --- the recount ----------------------------------------------------------------------------------
def rows(model, **where) -> list[dict]:
    return list(model.objects.filter(**where).order_by("pk").values())


def later(day: date, months: int) -> date:
    """The same day some months after, or the last one of a shorter month."""
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    while True:
        try:
            return date(year, month, day.day)
        except ValueError:
            day -= timedelta(days=1)


def local(moment: datetime) -> date:
    return moment.astimezone(PARIS).date()


class Recount:
    """Every point read again from the rows."""

    def __init__(self, partnership: Partnership, today: date):
        key = {"partnership_id": partnership.pk}
        self.today = today
        self.names = {row["id"]: row["name"] for row in rows(Person)}
        houses = {row["id"]: row for row in rows(Organisation)}
        self.houses = houses
        self.all = {row["id"]: row for row in rows(Engagement, **key)}
        self.people = [
            row
            for row in self.all.values()
            if row["accepted_at"] and not row["left_at"] and not row["declined_at"]
        ]
        begun = rows(Activation, **key)
        self.begun = local(begun[0]["activated_at"]) if begun else None
        self.carriers = [houses[row["organisation_id"]] for row in rows(Hosting, **key)]
        self.framed = {row["side"] for row in rows(Framing, **key)}
        differences = rows(Difference, **key)
        self.compared = {row["question"] for row in rows(Concord, **key)} | {
            row["question"] for row in differences
        }
        agreed = {row["difference_id"] for row in rows(Settlement) if row["agreed_at"]}
        self.unsettled = sum(1 for row in differences if row["id"] not in agreed)
        self._charter(key)
        self._moments(key)
        self.led = {row["intervention_id"]: row["facilitator"] for row in rows(Facilitation)}
        self._rounds(key)
        self.key = key

    def _charter(self, key: dict) -> None:
        versions = {row["id"]: row["number"] for row in rows(Charter, **key)}
        signatures = [row for row in rows(Signature) if row["charter_id"] in versions]
        of = defaultdict(set)
        for row in signatures:
            of[row["charter_id"]].add(row["side"])
        both = [pk for pk, signed in of.items() if signed == {"lived", "care"}]
        in_force = max(both, key=lambda pk: versions[pk], default=None)
        self.charter = in_force
        self.signers = {row["engagement_id"] for row in signatures if row["charter_id"] == in_force}
        self.clauses = {
            row["kind"] for row in rows(Clause) if row["charter_id"] == in_force and row["removed_at"] is None
        }

    def _moments(self, key: dict) -> None:
        held = {row["intervention_id"] for row in rows(Holding)}
        undone = {row["intervention_id"] for row in rows(Cancellation)}
        crossed = {row["intervention_id"] for row in rows(CrossTraining) if row["taken_back_at"] is None}
        there = defaultdict(Counter)
        self.first = {}
        for row in rows(Attendance):
            if row["engagement_id"] in self.all:
                there[row["intervention_id"]][self.all[row["engagement_id"]]["side"]] += 1
        self.held = []
        for row in rows(Intervention, **key):
            if row["id"] in held and row["id"] not in undone:
                by_side = there[row["id"]]
                self.held.append(
                    row | {"both": by_side["lived"] and by_side["care"], "crossed": row["id"] in crossed}
                )
        days = {row["id"]: row["day"] for row in self.held}
        for row in rows(Attendance):
            if row["intervention_id"] in days:
                known = self.first.get(row["engagement_id"], date.max)
                self.first[row["engagement_id"]] = min(known, days[row["intervention_id"]])

    def _rounds(self, key: dict) -> None:
        self.rounds = sorted(rows(EvaluationRound, **key), key=lambda row: -row["number"])
        closed = {row["round_id"] for row in rows(RoundClosing)}
        answered = defaultdict(set)
        for row in rows(EvaluationAnswer):
            answered[row["round_id"]].add(row["side"])
        for row in self.rounds:
            row["closed"], row["sides"] = row["id"] in closed, answered[row["id"]]

    # --- one method a point, named by its code ---
    def once_begun(self) -> str:
        return "review" if self.begun else "early"

    def S1_01(self):  # noqa: N802
        return "holds" if {row["side"] for row in self.people} == {"lived", "care"} else "review"

    def S1_06(self):  # noqa: N802
        if any(row["due_on"] < self.today and len(row["sides"]) < 2 for row in self.rounds):
            return "review"
        return "holds" if any(len(row["sides"]) == 2 for row in self.rounds) else "early"

    def S1_13(self):  # noqa: N802
        gone = {row["voice_id"] for row in rows(Withdrawal)}
        answered = {row["voice_id"] for row in rows(Reply)}
        said = [row for row in rows(Voice, **self.key) if row["id"] not in gone]
        if any(row["id"] not in answered and row["due_on"] < self.today for row in said):
            return "review"
        return "holds" if any(row["id"] in answered for row in said) else "early"

    def S1_14(self):  # noqa: N802
        order = ["not_yet", "without", "information", "consultation", "collaboration", "co_decision"]
        aims = {
            row["phase"]: row["degree"]
            for row in rows(DegreeAim, **self.key)
            if row["agreed_at"] and not row["replaced_at"]
        }
        if not aims:
            return self.once_begun()
        numbers = {row["id"]: row["number"] for row in self.rounds}
        seen = defaultdict(lambda: defaultdict(dict))
        for row in rows(DegreeSeen):
            if row["round_id"] in numbers:
                seen[numbers[row["round_id"]]][row["side"]][row["phase"]] = row["observed"]
        both = [number for number, said in seen.items() if len(said) == 2]
        if not both:
            return "early"
        last = seen[max(both)]
        lived_through = False
        for phase in set(last["lived"]) & set(last["care"]):
            mine, theirs = last["lived"][phase], last["care"][phase]
            if mine != theirs:
                return "review"
            if mine != "not_yet" and phase in aims and order.index(aims[phase]) > order.index(mine):
                return "review"
            lived_through |= mine != "not_yet" and phase in aims
        return "holds" if lived_through else "early"

    def S1_90(self):  # noqa: N802
        given = Counter()
        for row in rows(Contribution):
            if self.today - timedelta(days=30) < row["on"] <= self.today:
                given[row["engagement_id"]] += row["minutes"]
        if not self.people:
            return "early"
        return "review" if any(given[row["id"]] >= 20 * 60 for row in self.people) else "holds"

    def S1_91(self):  # noqa: N802
        return "unknown"

    def S1_92(self):  # noqa: N802
        return "holds" if self.people else "early"

    def S1_95(self):  # noqa: N802
        published = {row["mission_id"] for row in rows(Publication)}
        closed = {row["mission_id"] for row in rows(Closing)}
        titled = {row["mission_id"] for row in rows(RequiredTitle)}
        supplied = {row["mission_id"] for row in rows(SuppliedMeans)}
        shown = [row for row in rows(Mission, **self.key) if row["id"] in published - closed]
        if not shown:
            return "early"
        if all(row["id"] in titled or row["mode"] == "etp" for row in shown):
            return "review"
        costs = any(row["where"] == "on_site" and row["id"] not in supplied for row in shown)
        return "review" if costs else "holds"

    def S2_41(self):  # noqa: N802
        named = {house["name"] for house in self.carriers if house["kind"] == "association"}
        speaking = {
            self.houses[row["on_behalf_of_id"]]["name"]
            for row in self.people
            if row["on_behalf_of_id"] and self.houses[row["on_behalf_of_id"]]["kind"] == "association"
        }
        if speaking - named:
            return "review"
        return "holds" if named else "aside"

    def S2_42(self):  # noqa: N802
        done = self.compared == {"need", "wish", "reason"} and not self.unsettled
        return "holds" if done else self.once_begun()

    def S2_43(self):  # noqa: N802
        return "holds" if self.framed == {"lived", "care"} else self.once_begun()

    def S2_44(self):  # noqa: N802
        if self.charter is None:
            return self.once_begun()
        if not self.people:
            return "aside"
        everyone = all(row["id"] in self.signers for row in self.people)
        return "holds" if everyone and "confidentiality" in self.clauses else "review"

    def S2_45(self):  # noqa: N802
        return "unknown"

    def S2_46(self):  # noqa: N802
        silent = self.charter is not None and "confidentiality" not in self.clauses
        return "review" if silent else "unknown"

    def S2_66(self):  # noqa: N802
        return "said"

    def S2_67(self):  # noqa: N802
        days = [
            row["day"]
            for row in self.held
            if row["kind"] in ("meeting", "workshop", "talking_group")
            and row["both"]
            and not row["meets_people"]
        ]
        if not days and not self.begun:
            return "early"
        if later(max(days, default=self.begun), 2) < self.today:
            return "review"
        return "holds" if days else "early"

    def S2_68(self):  # noqa: N802
        days = [row["day"] for row in self.held if row["crossed"]]
        if days:
            return "holds" if later(max(days), 12) >= self.today else "review"
        return "early" if not self.begun or later(self.begun, 3) >= self.today else "review"

    def S2_69(self):  # noqa: N802
        if self.charter is not None and "pay" not in self.clauses:
            return "review"
        if not self.held:
            return "unknown"
        there = defaultdict(set)
        for row in rows(Contribution, kind="session"):
            if row["engagement_id"] in self.all:
                side = self.all[row["engagement_id"]]["side"]
                there[row["intervention_id"]].add((side, row["status"] == "volunteer"))
        beside = any(
            ("lived", True) in there[row["id"]] and ("care", False) in there[row["id"]] for row in self.held
        )
        return "review" if beside else "holds"

    def S2_70(self):  # noqa: N802
        parts = ("does", "does_not", "decides", "consulted_on")
        if any(not any(row[part].strip() for part in parts) for row in self.people):
            return self.once_begun()
        due = [row for row in self.rounds if row["due_on"] <= self.today]
        if due:
            numbers = {row["id"]: row["number"] for row in self.rounds}
            last = {}
            for row in rows(RoleConfirmation):
                if row["round_id"] in numbers:
                    known = last.get(row["engagement_id"], 0)
                    last[row["engagement_id"]] = max(known, numbers[row["round_id"]])
            for row in self.people:
                asked = local(row["accepted_at"]) <= due[0]["due_on"]
                if asked and last.get(row["id"], 0) < due[0]["number"]:
                    return self.once_begun()
        holders, said_how = defaultdict(set), set()
        for row in self.people:
            for line in row["decides"].splitlines():
                item, _, how = line.partition(":")
                holders[item.strip().lower()].add(row["person_id"])
                if how.strip():
                    said_how.add(item.strip().lower())
        shared = [item for item, who in holders.items() if item and len(who) > 1 and item not in said_how]
        return self.once_begun() if shared else "holds"

    def S2_71(self):  # noqa: N802
        days = [row["day"] for row in self.held if row["kind"] == "supervision"]
        if not days and not self.begun:
            return "early"
        if later(max(days, default=self.begun), 2) < self.today:
            return "review"
        those = [row for row in self.held if row["kind"] == "supervision"]
        led = [self.led.get(row["id"]) for row in sorted(those, key=lambda row: (row["day"], row["id"]))[-3:]]
        if not led:
            return "early"
        if {"external", "resource"} & set(led) or len(led) < 3:
            return "holds"
        return "unknown" if None in led else "review"

    def S2_72(self):  # noqa: N802
        if any(not row["closed"] and row["due_on"] < self.today for row in self.rounds):
            return "review"
        if not self.begun:
            return "early"
        if all(row["closed"] for row in self.rounds):
            return "review"
        return "holds" if any(row["closed"] for row in self.rounds) else "early"

    def S2_75(self):  # noqa: N802
        lived = [row for row in self.people if row["side"] == "lived"]
        waiting = [row for row in lived if row["id"] not in self.first]
        if any(local(row["accepted_at"]) + timedelta(days=30) < self.today for row in waiting):
            return "review"
        return "holds" if lived and not waiting else "early"

    def S2_77(self):  # noqa: N802
        if self.charter is None:
            return self.once_begun()
        there = {row["side"] for row in self.people if row["id"] in self.signers}
        return "holds" if there == {"lived", "care"} else "review"

    def states(self) -> dict[str, str]:
        return {
            name.replace("_", "-"): getattr(self, name)()
            for name in dir(self)
            if name.startswith(("S1_", "S2_"))
        }

    def said(self) -> set[tuple[str, bool, str, date]]:
        """What each one who takes part said last: the doubt that stands, or else the readiness that stands."""
        here = {row["id"]: self.names[row["person_id"]] for row in self.people}
        found = {
            here[row["engagement_id"]]: (True, row["words"], local(row["said_at"]))
            for row in rows(Readiness)
            if row["withdrawn_at"] is None and row["engagement_id"] in here
        }
        found |= {
            here[row["engagement_id"]]: (False, row["words"], local(row["said_at"]))
            for row in rows(Hesitation)
            if row["lifted_at"] is None and row["engagement_id"] in here
        }
        return {(name, *what) for name, what in found.items()}


MET: dict[str, set[str]] = defaultdict(set)


@pytest.mark.spec("B5", "B6", "B7", "B8", "B9", "S1-01", "S1-06", "S1-95")
@pytest.mark.spec(
    "S2-41", "S2-42", "S2-43", "S2-44", "S2-66", "S2-67", "S2-68", "S2-70", "S2-72", "S2-75", "S2-77"
)
@pytest.mark.django_db
def test_the_barometer_equals_a_recount_made_apart(db):
    cast.nadia(), cast.lucie(), cast.paul(), cast.karim(), cast.nurse()

    @settings(
        max_examples=24,
        deadline=None,
        derandomize=True,
        phases=[Stage.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(seed=st.integers(0, 2**32))
    def holds(seed: int) -> None:
        story = story_from(seed)
        with transaction.atomic():
            living = Living(story)
            living.live()
            today = TODAY + timedelta(days=story.after)
            found = with_start().get(pk=living.partnership.pk)
            # read by the coordination of the host, who reads all of it whoever left
            shown = barometer_of(found, cast.actor_of(cast.nadia()), today=today)
            again = Recount(living.partnership, today)
            told = {point.rule.code: point.reading.state.value for point in shown.points}
            assert told == again.states()
            said = next(point.reading.said for point in shown.points if point.rule.code == "S2-66")
            assert {(one.name, one.ready, one.words, one.on) for one in said} == again.said()
            for code, state in told.items():
                MET[code].add(state)
            transaction.set_rollback(True)

    holds()

    wanted = {
        "holds review": [
            "S1-01",
            "S1-06",
            "S1-13",
            "S1-14",
            "S1-90",
            "S2-41",
            "S2-44",
            "S2-67",
            "S2-68",
            "S2-70",
            "S2-72",
        ],
        "holds early": ["S2-42", "S2-43"],
        "unknown review": ["S2-46"],
        "holds review unknown": ["S2-69"],
        "holds review early": ["S1-95", "S2-71", "S2-75", "S2-77"],
    }
    missing = {
        code: sorted(set(states.split()) - MET[code])
        for states, codes in wanted.items()
        for code in codes
        if set(states.split()) - MET[code]
    }
    assert missing == {}, "the generated lives are too much alike"
