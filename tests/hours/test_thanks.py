"""Thanks are about one thing done, read first by who receives them, shown only when she says so."""

from __future__ import annotations

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from reciproque.foundation import outbox
from reciproque.foundation.policy import Refused, visible
from reciproque.hours.models import Showing, Thanks
from reciproque.hours.queries.thanks import thanks_to_read
from reciproque.hours.verbs import thanking as verbs
from reciproque.people.kinds import Role
from tests import cast
from tests.builders import hours as build
from tests.builders import interventions, partnerships, people
from tests.cast import NOON, TODAY

pytestmark = pytest.mark.django_db
WORDS = "Grâce à vous, trois personnes sont revenues."


@pytest.fixture
def thanks(session):
    """Solène thanks Karim for the workshop."""
    return build.thanked(session.engagement, session.intervention, by=build.other_side(session))


def reads(who, thanks: Thanks) -> bool:
    return visible(Thanks, who).filter(pk=thanks.pk).exists()


@pytest.mark.spec("C15")
def test_who_is_engaged_or_coordinates_thanks_for_one_thing_done(session, thanks):
    other = build.travelled(session.engagement)

    by_nadia = build.thanked(
        session.engagement, None, by=cast.actor_of(cast.nadia()), contribution=other, words="Merci du trajet."
    )

    assert (thanks.intervention, thanks.said_as) == (session.intervention, Role.PROFESSIONAL)
    assert (by_nadia.contribution, by_nadia.said_as) == (other, Role.COORDINATOR)


def test_nobody_thanks_herself_nor_from_elsewhere(session):
    people.member(cast.chu(), cast.karim(), Role.COORDINATOR)

    for by in (
        build.herself(session),
        cast.actor_of(cast.karim(), Role.COORDINATOR),
        cast.actor_of(cast.charlie()),
        cast.actor_of(cast.lucie()),
    ):
        with pytest.raises(Refused):
            build.thanked(session.engagement, session.intervention, by=by)
    assert Thanks.objects.count() == 0


def test_it_is_about_something_she_did_there(partnership, session):
    lucie = interventions.engaged(partnership, cast.lucie(), Role.PARTNER)
    nurse = build.other_side(session)

    for about in (
        {"intervention": session.intervention, "engagement": lucie},
        {"intervention": interventions.planned(partnership), "engagement": session.engagement},
        {"intervention": None, "engagement": lucie, "contribution": session},
        {"intervention": None, "engagement": lucie},
    ):
        with pytest.raises(ValidationError, match="une chose"):
            build.thanked(by=nurse, **about)
    with pytest.raises(ValidationError, match="Écrivez"):
        build.thanked(session.engagement, session.intervention, by=nurse, words=" ")


@pytest.mark.spec("C15")
def test_she_reads_it_first_and_alone(partnership, thanks):
    lucie = interventions.engaged(partnership, cast.lucie(), Role.PARTNER)
    karim = cast.actor_of(cast.karim())

    (line,) = cast.waiting(thanks_to_read, karim, TODAY)

    assert line.title == "Un merci de Solène"
    others = [partnerships.actor_for(lucie), cast.actor_of(cast.nadia()), cast.actor_of(cast.charlie())]
    assert [reads(who, thanks) for who in (karim, cast.actor_of(cast.nurse()), *others)] == [
        True,
        True,
        False,
        False,
        False,
    ]
    verbs.receive(thanks, by=karim, at=NOON)
    assert cast.waiting(thanks_to_read, karim, TODAY) == []
    assert not reads(partnerships.actor_for(lucie), thanks)


@pytest.mark.spec("C15")
def test_others_of_the_partnership_read_it_once_she_says_so_until_she_says_otherwise(partnership, thanks):
    lucie = partnerships.actor_for(interventions.engaged(partnership, cast.lucie(), Role.PARTNER))

    verbs.show(thanks, by=cast.actor_of(cast.karim()), at=NOON)
    assert [reads(who, thanks) for who in (lucie, cast.actor_of(cast.charlie()))] == [True, False]
    verbs.withdraw(thanks, by=cast.actor_of(cast.karim()), at=NOON)

    assert not reads(lucie, thanks)
    assert list(Showing.objects.values_list("shown_at", "withdrawn_at")) == [(NOON, NOON)]


def test_nobody_else_shows_it(thanks):
    for someone in (cast.nurse(), cast.nadia(), cast.charlie()):
        for verb in (verbs.show, verbs.receive, verbs.withdraw):
            with pytest.raises(Refused):
                verb(thanks, by=cast.actor_of(someone), at=NOON)


def test_the_letter_says_that_a_word_waits_and_nothing_else(thanks):
    build.addressed(cast.karim())

    outbox.send_due(at=NOON)

    (letter,) = [one for one in mail.outbox if one.subject == "Un mot vous attend"]
    assert letter.to == [cast.karim().account.email]
    assert [word for word in ("Solène", WORDS, "Consultation", "Café") if word in letter.body] == []


# --- the screens ----------------------------------------------------------------------------------
@time_machine.travel(NOON, tick=False)
def test_from_the_meeting_to_the_page_of_the_partnership(partnership, session):
    nurse = cast.signed_in(Client(), cast.nurse(), cast.chu())
    karim = cast.signed_in(Client(), cast.karim())
    places = reverse("hours:thanks", args=[partnership.code])
    link = f"{reverse('hours:thanking', args=[partnership.code])}?pour={session.intervention.code}"
    assert link in nurse.get(session.intervention.get_absolute_url()).content.decode()

    nurse.post(link, {"cle": cast.form_key(), "about": session.code, "words": WORDS})
    thanks = Thanks.objects.get()
    assert WORDS in karim.get(reverse("hours:my_thanks")).content.decode()
    nadia = cast.signed_in(Client(), cast.nadia())
    assert WORDS not in nadia.get(places).content.decode()
    karim.post(reverse("hours:showing", args=[thanks.code]), {"cle": cast.form_key()})

    assert WORDS in nadia.get(places).content.decode()
    assert Client().get(places).status_code == 302
    karim.post(reverse("hours:hiding", args=[thanks.code]), {"cle": cast.form_key()})
    assert WORDS not in nadia.get(places).content.decode()


@time_machine.travel(NOON, tick=False)
def test_she_may_keep_it_to_herself(thanks):
    karim = cast.signed_in(Client(), cast.karim())
    assert "Le garder pour moi" in karim.get(thanks.get_absolute_url()).content.decode()

    karim.post(thanks.get_absolute_url(), {"cle": cast.form_key()})

    thanks.refresh_from_db()
    assert (thanks.received_at, Showing.objects.count()) == (NOON, 0)
