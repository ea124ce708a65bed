"""What is promised to someone whose words are kept."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from reciproque.foundation import deadlines, guard, jobs, outbox
from reciproque.foundation.models import Event, Message, ParameterValue
from reciproque.foundation.policy import Refused, visible
from reciproque.partnerships.kinds import Side
from reciproque.partnerships.verbs import engagement as engaging
from reciproque.voices import queries, rules, verbs
from reciproque.voices.kinds import Consent, VoiceKind
from reciproque.voices.models import Reply, Voice
from tests import cast
from tests.builders import partnerships as build
from tests.builders import voices

NOON, TODAY = cast.NOON, cast.TODAY
pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    return build.met()


def state(voice: Voice, on: date) -> str:
    rows = deadlines.with_state(Voice.objects.filter(pk=voice.pk), queries.ANSWER, today=on)
    return rows.get().deadline_state


# --- consent --------------------------------------------------------------------------------------
@pytest.mark.spec("S1-18")
def test_the_version_of_the_consent_read_is_kept(partnership):
    voice = voices.heard(partnership)

    assert voice.consent_version == max(rules.CONSENT_TEXTS)
    assert voice.consent == Consent.QUOTED


def test_a_day_before_the_first_version_is_covered_by_it():
    assert rules.consent_version(date(2020, 1, 1)) == min(rules.CONSENT_TEXTS)


@pytest.mark.spec("S1-18")
@pytest.mark.parametrize(
    ("how", "field"), [({"consent": "no"}, "consent"), ({"read_aloud": False}, "read_aloud")]
)
def test_without_consent_nothing_is_recorded(partnership, how, field):
    with pytest.raises(ValidationError) as refused:
        voices.heard(partnership, **how)

    assert list(refused.value.error_dict) == [field]
    assert Voice.objects.count() == 0


def test_words_of_a_day_to_come_are_refused(partnership):
    with pytest.raises(ValidationError) as refused:
        voices.heard(partnership, heard_on=TODAY + timedelta(days=1))

    assert list(refused.value.error_dict) == ["heard_on"]


# --- names ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Karim m’a tout expliqué.", ["Karim Sow"]),
        ("c’est KERVELLA qui l’a dit", ["Solène Kervella"]),
        ("Solene et karim étaient là", ["Karim Sow", "Solène Kervella"]),
        ("Le patient partenaire m’a tout expliqué.", []),
        ("Karima était là", []),
    ],
)
def test_names_of_the_partnership_are_found_without_accents_or_case(text, found):
    assert rules.names_in(text, ["Karim Sow", "Solène Kervella"]) == found


def test_titles_and_initials_are_no_names():
    assert rules.names_in("Le dr a dit k", ["Dr K. Sow"]) == []


def test_a_voice_that_names_someone_is_refused_until_it_is_meant(partnership):
    named = {"text": "Karim m’a rendu le sourire."}

    with pytest.raises(ValidationError) as refused:
        voices.heard(partnership, **named)
    meant = voices.heard(partnership, **named, names_kept=True)

    assert refused.value.message_dict == {
        "text": [
            "Ce texte semble nommer Karim Sow. Aucun nom n’est gardé dans une parole : écrivez plutôt sa place"
            " (« le patient partenaire », « l’infirmière »)."
        ]
    }
    assert meant.text == named["text"]


# --- the answer that is owed ----------------------------------------------------------------------
def test_an_answer_is_due_thirty_days_after_the_words_were_heard(partnership):
    voice = voices.heard(partnership, heard_on=TODAY - timedelta(days=4))

    assert (voice.triggered_on, voice.due_on) == (date(2026, 10, 29), date(2026, 11, 28))
    assert voice.owner.person == cast.nurse()
    assert voice.substitute.person == cast.karim()


def test_an_organisation_may_promise_a_shorter_delay(partnership):
    with guard.upkeep("tests"):
        ParameterValue.objects.create(
            name=rules.ANSWER_DAYS.name,
            organisation_ref=partnership.host_id,
            value=10,
            starts_on=date(2026, 1, 1),
            source="Règlement intérieur",
        )

    assert voices.heard(partnership).due_on == TODAY + timedelta(days=10)


def test_a_late_answer_stays_late_and_one_in_time_does_not(partnership):
    late, kept = voices.heard(partnership), voices.heard(partnership)

    before = state(late, on=late.due_on + timedelta(days=1))
    voices.replied(late, at=NOON + timedelta(days=31))
    voices.replied(kept, at=NOON + timedelta(days=30))

    assert before == "late"
    assert state(late, on=TODAY + timedelta(days=60)) == "kept_late"
    assert state(kept, on=TODAY + timedelta(days=60)) == "kept"


def test_an_answer_stands_under_the_position_of_who_gives_it(partnership):
    reply = voices.replied(voices.heard(partnership))

    assert reply.replied_by.person == cast.nurse()
    assert reply.replied_by.side == Side.CARE


def test_a_second_answer_says_who_answered_and_replaces_nothing(partnership):
    voice = voices.heard(partnership)
    voices.replied(voice)

    with pytest.raises(ValidationError) as refused:
        voices.replied(voice, by=build.actor(partnership, Side.LIVED), text="Autre chose.")

    assert refused.value.messages == [
        "Solène Kervella a déjà répondu le lundi 2\u00a0novembre 2026. Rien n’a été remplacé."
    ]
    assert Reply.objects.get().text == voices.ANSWER


def test_who_is_not_engaged_neither_hears_nor_answers(partnership):
    voice = voices.heard(partnership)

    with pytest.raises(Refused):
        voices.heard(partnership, by=cast.actor_of(cast.lucie()))
    with pytest.raises(Refused):
        voices.replied(voice, by=cast.actor_of(cast.nadia()))
    assert Voice.objects.count() == 1


def test_who_was_only_proposed_reads_no_voice_before_accepting(partnership):
    voice = voices.heard(partnership)
    fresh = build.found(cast.nurse(), cast.karim())
    karim = cast.actor_of(cast.karim())

    assert list(visible(Voice, karim)) == [voice]
    assert not fresh.engagements.get(person=cast.karim()).accepted_at


def test_owner_and_substitute_are_told_and_the_letter_names_nothing(partnership, mailoutbox):
    for who in (cast.nurse(), cast.karim()):
        with guard.upkeep("tests"):
            type(who.account).objects.filter(pk=who.account_id).update(email=f"{who.code}@example.org")
    voice = voices.heard(partnership)
    week_before = NOON + timedelta(days=23)

    with time_machine.travel(week_before, tick=False):
        jobs.warn_of_deadlines(week_before)
        outbox.send_due(at=week_before)

    assert Message.objects.filter(kind="voices.answer", about=voice.code).count() == 2
    assert {letter.subject for letter in mailoutbox} == {"Une parole attend une réponse"}
    assert len(mailoutbox) == 2
    assert not [
        letter for letter in mailoutbox if partnership.title in letter.body or "voulais" in letter.body
    ]


def test_no_letter_leaves_for_a_voice_that_was_answered(partnership):
    voice = voices.heard(partnership)
    message = Message(kind="voices.answer", person_ref=cast.nurse().pk, about=voice.code)
    before = outbox.NOTICES["voices.answer"](message)
    voices.replied(voice)

    assert before is not None
    assert outbox.NOTICES["voices.answer"](message) is None


# --- taking words back ----------------------------------------------------------------------------
@pytest.mark.spec("S1-18")
def test_words_taken_back_are_blanked_with_the_answer_that_may_repeat_them(partnership):
    voice = voices.heard(partnership)
    voices.replied(voice, text="Vous vouliez choisir : oui.")

    voices.withdrawn(voice)

    kept = Voice.objects.get()
    assert (kept.text, kept.plain, kept.reply.text) == ("", "", "")
    assert kept.withdrawal.withdrawn_at == NOON
    assert (kept.kind, kept.heard_on) == (VoiceKind.STORY, TODAY)
    assert state(kept, on=TODAY + timedelta(days=99)) == "kept"


def test_words_are_taken_back_once_and_nothing_answers_them_after(partnership):
    voice = voices.withdrawn(voices.heard(partnership))

    with pytest.raises(Refused) as twice:
        voices.withdrawn(voice)
    with pytest.raises(Refused) as answered:
        voices.replied(voice)

    said = "la personne a repris ses mots : il n’y a plus rien à lire ni à répondre"
    assert str(twice.value) == str(answered.value) == said


def test_the_coordination_of_a_host_may_take_words_back_for_the_person(partnership):
    voices.withdrawn(voices.heard(partnership), by=cast.actor_of(cast.nadia()))

    assert Voice.objects.get().text == ""


def test_the_journal_holds_no_word_of_a_voice_nor_of_its_answer(partnership):
    voice = voices.heard(partnership, text="Karim était là, canari.", names_kept=True)
    voices.replied(voice, text="Réponse canari.")
    voices.withdrawn(voice)
    with pytest.raises(Refused):
        voices.heard(partnership, by=cast.actor_of(cast.lucie()), text="Refusée canari.")

    lines = Event.objects.filter(verb__contains="voice") | Event.objects.filter(subject_type="voices.Voice")
    assert [line.verb for line in lines.order_by("pk")] == [
        "partnerships.Partnership.hear_voice",
        "voices.Voice.reply",
        "voices.Voice.withdraw",
        "partnerships.Partnership.hear_voice",
    ]
    assert lines.order_by("pk")[0].particulars == {
        "kind": "story",
        "said_as": "person",
        "consent": "quoted",
        "names_kept": "True",
    }
    assert not [line for line in Event.objects.all() if "canari" in str(line.particulars).lower()]


# --- what the home asks ---------------------------------------------------------------------------
def test_only_words_of_this_week_that_may_be_quoted_are_shown_at_home(partnership):
    nadia = cast.actor_of(cast.nadia())
    voices.heard(partnership, consent=Consent.MEMBERS)
    voices.heard(partnership, heard_on=TODAY - timedelta(days=7))
    none_yet = queries.heard_lately(nadia, today=TODAY)
    older = voices.heard(partnership, heard_on=TODAY - timedelta(days=3))
    newer = voices.heard(partnership, heard_on=TODAY - timedelta(days=2))
    latest = queries.heard_lately(nadia, today=TODAY)
    voices.withdrawn(newer)

    assert none_yet is None
    assert latest == newer
    assert queries.heard_lately(nadia, today=TODAY) == older
    assert queries.heard_lately(cast.actor_of(cast.charlie()), today=TODAY) is None


def test_voices_to_answer_wait_for_their_referents_in_one_line_a_partnership(partnership):
    for days in (40, 2):
        voices.heard(partnership, heard_on=TODAY - timedelta(days=days))
    answered = voices.heard(partnership)
    voices.replied(answered)

    def waiting(who):
        found = deadlines.waiting_for(cast.actor_of(who), today=TODAY)
        return [(item.title, item.detail, item.tone) for item in found if "parole" in str(item.title)]

    expected = [("2 paroles attendent une réponse", f"{partnership} · depuis 40 jours", "late")]
    assert waiting(cast.nurse()) == expected
    assert waiting(cast.karim()) == expected
    assert waiting(cast.nadia()) == []


def test_a_search_needs_no_accent_and_finds_a_code(partnership):
    voice = voices.heard(partnership, text="L’été, le café était fermé à l’hôpital.")
    voices.heard(partnership)
    rows = Voice.objects.all()

    assert list(queries.matching(rows, words="HOPITAL ete")) == [voice]
    assert list(queries.matching(rows, words=voice.code.lower())) == [voice]
    assert list(queries.matching(rows, words="parking")) == []


def test_the_verbs_are_known_by_their_names():
    assert verbs.hear.label == "partnerships.Partnership.hear_voice"
    assert verbs.withdraw.keeps == ()
    assert verbs.reply.keeps == ()


def test_when_a_referent_leaves_the_answers_still_due_change_hands(partnership):
    waiting, answered = voices.heard(partnership), voices.heard(partnership)
    voices.replied(answered)
    nurse = build.engagement(partnership, Side.CARE)

    engaging.leave(nurse, by=build.actor_for(nurse), at=NOON)

    waiting.refresh_from_db()
    answered.refresh_from_db()
    assert (waiting.owner.person, waiting.substitute) == (cast.karim(), None)
    assert waiting.due_on == TODAY + timedelta(days=30)
    assert answered.owner.person == cast.nurse()
