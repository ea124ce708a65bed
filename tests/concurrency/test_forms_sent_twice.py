"""A form sent twice, at once or later, is carried out once, and both times leads to the same address."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from reciproque.foundation import guard
from reciproque.foundation.models import Event, Submission
from reciproque.partnerships.kinds import Side, Status
from reciproque.partnerships.models import Contribution
from reciproque.partnerships.queries.charter import digest_of
from reciproque.partnerships.queries.positions import positions_of
from reciproque.people.kinds import Role
from reciproque.people.models import Organisation
from tests import cast
from tests.builders import interventions as build
from tests.builders import partnerships
from tests.builders.people import TODAY

from .racing import same_browser, together
from .test_who_comes_second_is_told import written

pytestmark = pytest.mark.django_db(transaction=True)


# --- forms whose act closes its own page, takes its row away or changes what it offers ----------------
def founding():
    nurse = cast.nurse()
    sent = {
        "title": "Consultation prioritaire",
        "level": "meso",
        "domain": "parcours",
        "modes": ["pouvoir_agir"],
        "side": Side.CARE,
        "status": Status.ON_DUTY,
        "language": "fr",
        "chosen": "",
    }
    return nurse, reverse("partnerships:found", args=["libre"]), sent, "people.Organisation.found_partnership"


def accepting():
    partnership = partnerships.found()
    asked = partnership.engagements.get(person=cast.karim())
    return (
        cast.karim(),
        reverse("partnerships:accept", args=[partnership.code, asked.code]),
        {},
        "partnerships.Engagement.accept",
    )


def proposing():
    partnership = partnerships.met()
    position = next(held for held in positions_of(cast.lucie(), on=TODAY) if held.role == Role.PARTNER)
    page = reverse("partnerships:engage", args=[partnership.code]) + f"?position={position.code}"
    return (
        cast.nurse(),
        page,
        {"side": Side.LIVED, "status": Status.VOLUNTEER},
        "partnerships.Partnership.engage",
    )


def taking_time_back():
    held = partnerships.engagement(partnerships.met(), Side.LIVED)
    given = build.noted(held)
    return (
        cast.karim(),
        reverse("partnerships:remove_time", args=[given.code]),
        {},
        "partnerships.Contribution.remove",
    )


def signing():
    partnership = partnerships.aimed()
    first = written(partnership)
    digest = digest_of(first, first.clauses.standing())
    page = reverse("partnerships:signature", args=[partnership.code, 1])
    return cast.karim(), page, {"digest": digest, "read_in_full": "on"}, "partnerships.Charter.sign"


def beginning():
    partnership = partnerships.aimed()
    partnerships.signed(partnership)
    return (
        cast.nurse(),
        reverse("partnerships:beginning", args=[partnership.code]),
        {},
        "partnerships.Partnership.activate",
    )


FORMS = [founding, accepting, proposing, taking_time_back, signing, beginning]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_a_form_sent_twice_is_carried_out_once_and_leads_to_one_address(form):
    who, page, sent, verb = form()
    browser = cast.signed_in(Client(), who)
    tabs = [same_browser(browser), same_browser(browser)]
    sent |= {"cle": cast.form_key()}
    lines = Event.objects.filter(verb=verb, refused=False)
    before = lines.count()

    answers = together(*(lambda tab=tab: tab.post(page, sent) for tab in tabs), before="submission")
    answers.append(same_browser(browser).post(page, sent))

    assert [answer.status_code for answer in answers] == [302, 302, 302], answers
    assert len({answer["Location"] for answer in answers}) == 1
    assert lines.count() == before + 1
    assert Submission.objects.filter(key=sent["cle"]).count() == 1


def test_a_form_whose_answer_was_lost_leads_to_what_it_made():
    """The machine stopped between the act and the answer: nothing says where the sender was led."""
    partnership = partnerships.met()
    held = partnerships.engagement(partnership, Side.LIVED)
    browser = same_browser(cast.signed_in(Client(), cast.karim()))
    sent = {
        "engagement": held.code,
        "kind": "preparation",
        "minutes": "0:30",
        "on": TODAY.isoformat(),
        "cle": cast.form_key(),
    }
    page = reverse("partnerships:note_time")
    first = browser.post(page, sent)
    with guard.upkeep("the machine stopped"):
        Submission.objects.update(location="~/mes-heures/")

    again = browser.post(page, sent)

    assert (first.status_code, again.status_code, again["Location"]) == (302, 302, "/mes-heures/")
    assert Contribution.objects.count() == 1


def test_the_key_of_a_form_that_was_refused_stays_free():
    held = partnerships.engagement(partnerships.met(), Side.LIVED)
    browser = same_browser(cast.signed_in(Client(), cast.karim()))
    sent = {"engagement": held.code, "kind": "preparation", "minutes": "0:30", "cle": cast.form_key()}
    page = reverse("partnerships:note_time")

    refused = browser.post(page, sent | {"on": (TODAY + timedelta(days=1)).isoformat()})
    done = browser.post(page, sent | {"on": TODAY.isoformat()})

    assert (refused.status_code, done.status_code) == (422, 302)
    assert Contribution.objects.count() == 1


# --- what would happen otherwise ---------------------------------------------------------------------
def test_without_its_key_the_same_form_would_be_carried_out_twice():
    """The negative control: two different keys are two forms."""
    held = partnerships.engagement(partnerships.met(), Side.LIVED)
    browser = cast.signed_in(Client(), cast.karim())
    page = reverse("partnerships:note_time")
    sent = {"engagement": held.code, "kind": "preparation", "minutes": "0:30", "on": TODAY.isoformat()}
    tabs = [same_browser(browser), same_browser(browser)]

    together(*(lambda tab=tab: tab.post(page, sent | {"cle": cast.form_key()}) for tab in tabs))

    assert Contribution.objects.count() == 2


def test_looking_for_what_was_done_before_doing_it_would_do_it_twice():
    """The negative control: look for the name, then write it, with nothing but that to hold the second."""

    def naive() -> None:
        with guard.upkeep("naive"):
            if not Organisation.objects.filter(name="Four banal").exists():
                Organisation.objects.create(name="Four banal", kind="other")

    together(naive, naive, before="organisation")

    assert Organisation.objects.filter(name="Four banal").count() == 2
