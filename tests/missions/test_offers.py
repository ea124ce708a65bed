"""Offered, asked for, taken: each answers for herself, and a « no » looks like a silence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from reciproque.foundation.models import Event, Message
from reciproque.foundation.policy import Refused, visible
from reciproque.foundation.requirements import Unmet
from reciproque.missions.models import Offer, Taking
from reciproque.missions.queries.lists import offers_sent
from reciproque.missions.queries.takings import by_choice, chosen, taking_of, terms_of
from reciproque.missions.verbs import offers, takings
from reciproque.partnerships.kinds import Side
from reciproque.partnerships.models import Contribution, Engagement
from reciproque.people.kinds import Role
from tests import cast
from tests.builders import missions as build
from tests.builders import partnerships
from tests.builders.people import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def mission():
    return build.published(partnerships.begun())


def lucie():
    return cast.actor_of(cast.lucie(), Role.PARTNER)


def nurse(mission):
    return partnerships.actor(mission.partnership, Side.CARE)


def test_who_accepts_takes_it_at_her_own_rhythm_and_joins_the_partnership(mission):
    (offer,) = build.offered(mission, cast.lucie())

    taking = offers.accept(
        offer, by=lucie(), at=NOON, terms=build.terms(mission), sessions=2, rhythm="Deux jeudis par mois"
    )

    engagement = Engagement.objects.get(partnership=mission.partnership, person=cast.lucie())
    assert (engagement.position, engagement.side, engagement.accepted_at) == (Role.PARTNER, Side.LIVED, NOON)
    assert (taking.engagement, taking.sessions, taking.rhythm) == (engagement, 2, "Deux jeudis par mois")


@pytest.mark.spec("C2", "J3.AC2")
def test_to_who_offered_a_no_looks_like_a_silence(mission):
    said_no, silent = build.offered(mission, cast.lucie(), cast.paul())
    client = cast.signed_in(Client(), cast.nurse())
    page = reverse("missions:people", args=[mission.code])

    def shown() -> list[str]:
        sent = offers_sent(mission, nurse(mission), today=NOON.date())
        return [(one.is_open, one.offer.taken_back_at) for one in sent]

    before, seen_before = shown(), _told(client.get(page), said_no, silent)
    offers.decline(said_no, by=lucie(), at=NOON)

    assert shown() == before
    assert _told(client.get(page), said_no, silent) == seen_before
    assert not Message.objects.filter(kind__startswith="missions.", about=said_no.code).exclude(
        kind="missions.offered"
    )
    assert Event.objects.get(verb="missions.Offer.decline").particulars == {}
    offers.take_back(said_no, by=nurse(mission), at=NOON)  # the same buttons as for a silence
    offers.take_back(silent, by=nurse(mission), at=NOON)


def _told(response, *these: Offer) -> str:
    """The page, keys and codes aside."""
    import re

    text = response.content.decode()
    for one in these:
        text = text.replace(one.code, "CODE")
    return re.sub(r'value="[0-9a-f-]{36}"|name="csrfmiddlewaretoken" value="\w+"', "", text)


@pytest.mark.spec("C2")
def test_declining_changes_nothing_of_what_she_is_offered_next(mission):
    (offer,) = build.offered(mission, cast.lucie())
    offers.decline(offer, by=lucie(), at=NOON)

    again = build.offered(mission, cast.lucie())
    later = build.offered(mission, cast.lucie(), at=NOON + timedelta(days=20))

    assert again == []  # an offer is open until its day, whatever was answered
    assert len(later) == 1


def test_nobody_answers_in_the_place_of_another(mission):
    (offer,) = build.offered(mission, cast.lucie())

    for verb, more in ((offers.accept, {"terms": build.terms(mission)}), (offers.decline, {})):
        with pytest.raises(Refused):
            verb(offer, by=nurse(mission), at=NOON, **more)


def test_who_is_not_in_the_partnership_asks_and_is_answered_with_a_word(mission):
    asked = offers.ask_for(mission, by=lucie(), at=NOON, terms=build.terms(mission), words="J’habite à côté.")
    assert not Engagement.objects.filter(partnership=mission.partnership, person=cast.lucie()).exists()
    with pytest.raises(Refused, match=r"engagé|coordination"):
        offers.welcome(asked, by=lucie(), at=NOON)

    with pytest.raises(ValidationError):
        offers.turn_down(asked, by=nurse(mission), at=NOON, reply="")
    taking = offers.welcome(asked, by=nurse(mission), at=NOON, reply="Bienvenue")

    assert taking_of(mission, cast.lucie().pk) == taking
    assert taking.engagement.accepted_at == NOON


def test_asking_opens_nothing_of_the_partnership_before_the_answer(mission):
    offers.ask_for(mission, by=lucie(), at=NOON, terms=build.terms(mission))
    client = cast.signed_in(Client(), cast.lucie(), Role.PARTNER)

    assert client.get(mission.partnership.get_absolute_url()).status_code == 404
    assert client.get(mission.get_absolute_url()).status_code == 200


def test_a_refusal_is_read_by_who_asked_alone(mission):
    asked = offers.ask_for(mission, by=lucie(), at=NOON, terms=build.terms(mission))
    offers.turn_down(asked, by=nurse(mission), at=NOON, reply="Le groupe est déjà formé, à bientôt.")

    hers = cast.signed_in(Client(), cast.lucie(), Role.PARTNER).get(mission.get_absolute_url())
    theirs = cast.signed_in(Client(), cast.karim()).get(mission.get_absolute_url())
    assert "déjà formé" in hers.content.decode()
    assert "déjà formé" not in theirs.content.decode()


def test_a_missing_title_is_said_before_and_refused_after(mission):
    from reciproque.titles.models import Title

    title = Title.objects.get(key="patient_formateur")
    build.with_expectations(mission, titles=[title], beyond_law="Il s’agit d’enseigner.")

    with pytest.raises(Unmet, match="est demandé"):
        build.taken(mission)


def test_terms_are_chosen_among_those_offered_today(mission):
    other = build.published(mission.partnership, title="Une autre")

    with pytest.raises(ValidationError, match="parmi ce que la mission propose"):
        build.taken(mission, terms=build.terms(other))
    with pytest.raises(ValidationError, match="10 séances"):
        build.taken(mission, sessions=11)


@pytest.mark.spec("C5", "C6")
def test_being_a_volunteer_where_one_would_be_paid_is_a_dated_choice_and_time_keeps_its_status(mission):
    taking = build.taken(mission)
    first = chosen(taking)
    assert (first.terms.status, first.chosen_at) == ("volunteer", NOON)
    assert by_choice(first, terms_of(mission))

    slot = build.dated(mission)
    build.signed(slot)
    held(slot)
    later = NOON + timedelta(days=8)
    takings.choose_terms(
        taking, by=cast.actor_of(cast.karim()), at=later, terms=build.terms(mission, "employee")
    )
    second = build.dated(mission, day=build.IN_A_WEEK + timedelta(days=7), at=later)
    build.signed(second, at=later)
    held(second)

    given = Contribution.objects.filter(engagement=taking.engagement, intervention__slot__isnull=False)
    assert list(given.order_by("on").values_list("status", flat=True)) == ["volunteer", "employee"]
    assert taking.engagement.status == "volunteer"


def held(slot):
    from reciproque.partnerships.verbs.interventions import hold

    slot.intervention.refresh_from_db()
    partnership = slot.mission.partnership
    return hold(
        slot.intervention,
        by=partnerships.actor(partnership, Side.CARE),
        at=slot.intervention.starts_at + timedelta(hours=4),
        present=[partnerships.engagement(partnership, Side.LIVED)],
        minutes=180,
    )


def test_one_stops_when_one_wishes_and_the_dates_are_given_back(mission):
    taking = build.taken(mission)
    slot = build.dated(mission)
    build.signed(slot)

    takings.end(taking, by=cast.actor_of(cast.karim()), at=NOON)

    slot.refresh_from_db()
    assert slot.taken == 0
    assert not slot.intervention.expected.exists()
    assert taking_of(mission, cast.karim().pk) is None


def test_who_leaves_the_partnership_leaves_its_missions(mission):
    from reciproque.partnerships.verbs.engagement import leave

    taking = build.taken(mission)
    leave(taking.engagement, by=cast.actor_of(cast.karim()), at=NOON)

    assert not Taking.objects.filter(ended_at=None).exists()


def test_others_offers_are_seen_by_nobody_but_who_leads(mission):
    build.offered(mission, cast.lucie())

    assert not visible(Offer, cast.actor_of(cast.paul())).exists()
    assert not visible(Offer, cast.actor_of(cast.charlie())).exists()
    assert visible(Offer, nurse(mission)).count() == 1
