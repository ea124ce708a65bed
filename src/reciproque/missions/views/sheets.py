"""Pages of one mission: reading it, writing it part by part, having it read over, closing it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.foundation import clock
from reciproque.foundation.forms import ActForm, RewriteForm
from reciproque.foundation.policy import may, rights
from reciproque.foundation.web import done, find, page
from reciproque.partnerships.models import Partnership
from reciproque.partnerships.modes import mission_label
from reciproque.titles.queries.lists import titles_in_use

from ..forms.answering import CloseForm, GiveBackForm
from ..forms.conditions import ConditionsForm
from ..forms.expectations import ExpectationsForm
from ..forms.sheet import SheetForm, WriteForm
from ..models import Mission
from ..queries import lists, mentors
from ..queries.dates import dates_of
from ..queries.matching import why_near
from ..queries.publication import latest_review, open_places, publication_verdict
from ..queries.takings import by_choice, chosen, taking_of, taking_verdict, takings_of, terms_of
from ..rules.terms import terms_in_words
from ..verbs import review, writing

READ_OR_SEND = ["GET", "HEAD", "POST"]
BUTTONS = (*("revise", "submit", "publish", "give_back", "close", "offer", "open_dates", "take", "ask_for"),)
SHOWN_DATES = 60


def found(request: HttpRequest, code: str, to: str | None = None) -> Mission:
    return find(request, Mission, to=to, rows=lists.with_page, buttons=BUTTONS, code=code)


@require_safe
def mission(request: HttpRequest, code: str) -> HttpResponse:
    """A mission, whole: what it is, on which conditions, its dates, and what one can answer."""
    shown = found(request, code)
    return page(
        request, "missions/mission.html", {**about(shown), **_hers(request, shown), **_house(request, shown)}
    )


def about(shown: Mission) -> dict[str, Any]:
    """What every page of a mission says of it."""
    return {
        "mission": shown,
        "may": {verb: getattr(shown, f"may_{verb}") for verb in BUTTONS},
        "tasks": [mission_label(one.task) for one in shown.tasks.all()],
        "terms": [(one, terms_in_words(one)) for one in terms_of(shown)],
        "means": list(shown.means.all()),
        "languages": [one.get_spoken_display() for one in shown.languages.all()],
        "required": list(shown.required.select_related("title")),
        "places_left": open_places(shown),
    }


def _hers(request: HttpRequest, shown: Mission) -> dict[str, Any]:
    """What the reader has in it: an offer, a request, a taking with its dates."""
    today, actor = clock.today(), request.actor
    taking = taking_of(shown, actor.person_id)
    choice = chosen(taking) if taking else None
    offer = None if taking else lists.my_offer(shown, actor, today=today)
    dates = list(dates_of(shown, actor, since=today)[:SHOWN_DATES]) if hasattr(shown, "publication") else []
    verbs_of_hers = ("set_rhythm", "choose_terms", "end", "ask_mentor")
    may_now = rights(actor, taking, *verbs_of_hers) if taking else {}
    return {
        "today": today,
        "taking": taking,
        "choice": choice,
        "choice_words": terms_in_words(choice.terms) if choice else "",
        "by_choice": choice is not None and by_choice(choice, terms_of(shown)),
        "offer": offer,
        "reasons": why_near(actor, shown, today=today) if offer else [],
        "answer": None if taking else lists.my_answer(shown, actor),
        "lacks": [] if taking else taking_verdict(shown, actor.person_id, on=today).missing,
        "dates": dates,
        "reads_partnership": may(actor, "see", shown.partnership),
        "taking_rights": may_now,
        "mentoring": mentors.last_of(taking) if taking else None,
        "may_ask_mentor": may_now.get("ask_mentor", False),
        "led": mentors.led_by(shown, actor),
    }


def _house(request: HttpRequest, shown: Mission) -> dict[str, Any]:
    """What those who write it and lead it see besides."""
    writes = shown.may_revise or shown.may_publish or shown.may_give_back
    checks = publication_verdict(shown, on=clock.today()) if writes else None
    return {
        "checks": checks,
        "review": latest_review(shown) if writes else None,
        "takings": takings_of(shown, request.actor),
    }


@require_safe
def of_partnership(request: HttpRequest, code: str) -> HttpResponse:
    """The missions of a partnership."""
    partnership = find(request, Partnership, code=code, buttons=("write_mission",))
    context = {
        "partnership": partnership,
        "missions": lists.of_partnership(partnership, request.actor),
        "may_write": partnership.may_write_mission,
    }
    return page(request, "missions/of_partnership.html", context)


@require_http_methods(READ_OR_SEND)
def write(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a mission."""
    partnership = find(request, Partnership, to="write_mission", code=code)
    form = WriteForm(request)
    if form.carries_out(writing.write, partnership):
        said = _("C’est écrit. Dites maintenant sur quelles conditions, puis demandez une relecture.")
        return done(request, form.result, said)
    return page(request, "missions/write.html", {"partnership": partnership, "form": form})


@require_http_methods(READ_OR_SEND)
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    shown = found(request, code, "revise")
    return _rewritten(request, shown, SheetForm(request, shown), _("Ce qu’elle est"))


@require_http_methods(READ_OR_SEND)
def conditions(request: HttpRequest, code: str) -> HttpResponse:
    shown = found(request, code, "revise")
    form = ConditionsForm(request, shown, lists.contacts_of(shown.partnership))
    return _rewritten(request, shown, form, _("Sur quelles conditions"))


@require_http_methods(READ_OR_SEND)
def expectations(request: HttpRequest, code: str) -> HttpResponse:
    shown = found(request, code, "revise")
    return _rewritten(request, shown, ExpectationsForm(request, shown, list(titles_in_use())), _("Pour qui"))


def _rewritten(request: HttpRequest, shown: Mission, form: RewriteForm, heading: str) -> HttpResponse:
    if form.carries_out(writing.revise, shown):
        return done(request, shown, _("C’est enregistré."))
    return page(request, "missions/part.html", {"mission": shown, "form": form, "heading": heading})


@require_POST
def submission(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a reading."""
    return _at_once(request, code, "submit", review.submit, _("Quelqu’un d’autre va la relire."))


@require_POST
def publication(request: HttpRequest, code: str) -> HttpResponse:
    """Publish it."""
    return _at_once(request, code, "publish", review.publish, _("Elle est publiée."))


def _at_once(request: HttpRequest, code: str, to: str, verb: Any, said: str) -> HttpResponse:
    shown = found(request, code, to)
    form = ActForm(request)
    if form.carries_out(verb, shown):
        return done(request, shown, said)
    return mission(request, code)


@require_http_methods(READ_OR_SEND)
def give_back(request: HttpRequest, code: str) -> HttpResponse:
    """Say what is missing."""
    shown = found(request, code, "give_back")
    form = GiveBackForm(request)
    if form.carries_out(review.give_back, shown):
        return done(request, shown, _("C’est dit : elle revient à qui l’a écrite."))
    checks = publication_verdict(shown, on=clock.today())
    return page(request, "missions/give_back.html", {**about(shown), "form": form, "checks": checks})


@require_http_methods(READ_OR_SEND)
def closing(request: HttpRequest, code: str) -> HttpResponse:
    """Look for nobody else."""
    shown = found(request, code, "close")
    form = CloseForm(request)
    if form.carries_out(review.close, shown):
        return done(request, shown, _("La mission est close."))
    return page(request, "missions/closing.html", {"mission": shown, "form": form})
