"""The statement in words: what its PDF shows, and the lines of its table, in the language in use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from reciproque.foundation import words
from reciproque.foundation.sheets import Sheet
from reciproque.partnerships.models import Contribution
from reciproque.partnerships.queries.hours import UnderStatus
from reciproque.people.kinds import Role
from reciproque.titles.kinds import State
from reciproque.titles.models import Credential
from reciproque.titles.templatetags.titles import vouched

from ..kinds import Standing
from ..models import Thanks
from .statement import Given, Whole, confirmed_by, mode_in_words


def period_in_words(whole: Whole) -> str:
    """« du 1er janvier 2026 au 31 décembre 2026 »."""
    first, last = (words.day(day, weekday=False) for day in (whole.period.first, whole.period.last))
    return _("du {first} au {last}").format(first=first, last=last)


def what_it_is(whole: Whole) -> str:
    """By whom it is established, from what, and whose word confirms it."""
    by = _("Établi par {name} à partir de ce qui a été noté dans Réciproque.").format(name=whole.person.name)
    if not whole.confirmers:
        return by + " " + _("Rien n’en a encore été confirmé par quelqu’un d’autre.")
    names = _("Ce qui est confirmé l’a été par : {names}.").format(names=", ".join(whole.confirmers))
    return f"{by} {names}"


def as_document(whole: Whole, lines: Iterable[Contribution]) -> dict[str, Any]:
    """What the PDF shows."""
    return {
        "kind": _("Relevé d’activité"),
        "name": whole.person.name,
        "period": period_in_words(whole),
        "what": what_it_is(whole),
        "none": _("Aucune heure n’est notée dans cette période."),
        "never": _("Des heures données sous des statuts différents ne sont jamais additionnées."),
        "given": [_under(one) for one in whole.given],
        "titles_heading": _("Titres"),
        "titles": [_claim(one) for one in whole.titles],
        "no_title": _("Aucun titre déclaré. Aucun n’est obligatoire."),
        "trainings_heading": _("Formations"),
        "trainings": [_claim(one) for one in whole.trainings],
        "no_training": _("Aucune formation déclarée."),
        "thanks_heading": _("Mercis reçus"),
        "thanks": [_thanks(one) for one in whole.thanks],
        "detail_heading": _("Le détail"),
        "detail_columns": [_("Jour"), _("Quoi"), _("Durée"), _("Où en est ce temps")],
        "detail": [_line(one) for one in lines],
        "footer": _("Relevé d’activité · {name} · {period}").format(
            name=whole.person.name, period=period_in_words(whole)
        ),
    }


def _under(given: Given) -> dict[str, Any]:
    agreed = ((Standing.CONFIRMED.label, given.confirmed), (Standing.TO_CONFIRM.label, given.not_yet))
    standings = [*agreed, (Standing.DISPUTED.label, given.disputed)]
    return {
        "heading": str(given.status.label),
        "total": words.length(given.minutes),
        "standings": [
            {"name": str(label), "length": words.length(minutes)} for label, minutes in standings if minutes
        ],
        "tables": [
            _table(_("Par mode d’intervention"), given.by_mode),
            {
                "heading": _("Par nature de temps"),
                "columns": [_("Nature"), _("En tout")],
                "rows": [[str(kind.label), words.length(minutes)] for kind, minutes in given.by_kind],
            },
            _table(_("Par partenariat"), given.by_partnership),
        ],
    }


def _table(heading: str, under: UnderStatus) -> dict[str, Any]:
    return {
        "heading": heading,
        "columns": [heading, _("En tout")],
        "rows": [[line.name, words.length(line.minutes)] for line in under.lines],
    }


def _claim(claim: Credential) -> dict[str, str]:
    hours = words.length((claim.hours or 0) * 60) if claim.hours else ""
    return {"name": str(claim), "hours": hours, "state": _state(claim), "vouched": vouched(claim)}


def _state(claim: Credential) -> str:
    return str(State(claim.state).label)  # type: ignore[attr-defined]


def _thanks(one: Thanks) -> dict[str, str]:
    return {"words": one.words, "by": signature(one)}


def signature(one: Thanks) -> str:
    """« Solène Kervella, professionnel, 2 novembre 2026 »."""
    return _("{name}, {position}, {day}").format(
        name=one.said_by, position=Role(one.said_as).label, day=words.day(one.said_at, weekday=False)
    )


def _line(one: Contribution) -> dict[str, str]:
    said = [str(Standing(one.standing).label)]  # type: ignore[attr-defined]
    if one.entered_late:
        said.append(_("saisi après coup"))
    return {
        "day": words.day(one.on, short=True),
        "what": f"{one.get_kind_display()} · {one.intervention or one.engagement.partnership}",
        "status": one.get_status_display(),
        "length": words.length(one.minutes),
        "standing": ", ".join(said),
    }


# --- the table ------------------------------------------------------------------------------------
def as_sheet(whole: Whole, lines: Iterable[Contribution]) -> Sheet:
    """A line for each time, and what the statement says of them in a sheet of its own."""
    titles = (
        *(_("Jour"), _("Partenariat"), _("Intervention"), _("Mode d’intervention"), _("Nature du temps")),
        *(
            _("Statut"),
            _("Minutes"),
            _("Durée"),
            _("Saisi après coup"),
            _("Noté par"),
            _("Où en est ce temps"),
        ),
        _("Confirmé par"),
    )
    return Sheet(_("Relevé d’activité"), titles, (_row(one) for one in lines), tuple(_about(whole)))


def _row(one: Contribution) -> tuple[Any, ...]:
    return (
        one.on,
        one.engagement.partnership.title,
        one.intervention.title if one.intervention else "",
        mode_in_words(one.intervention.mode if one.intervention else ""),
        one.get_kind_display(),
        one.get_status_display(),
        one.minutes,
        words.length(one.minutes),
        one.entered_late,
        one.entered_by.name,
        Standing(one.standing).label,  # type: ignore[attr-defined]
        ", ".join(confirmed_by(one)),
    )


def _about(whole: Whole) -> Iterator[tuple[Any, Any]]:
    yield _("Relevé d’activité"), whole.person.name
    yield _("Période"), period_in_words(whole)
    yield _("Ce qu’est ce relevé"), what_it_is(whole)
    yield _("Statuts"), _("Des heures données sous des statuts différents ne sont jamais additionnées.")
    for given in whole.given:
        told = _under(given)
        yield told["heading"], told["total"]
        for said in told["standings"]:
            yield f"{told['heading']}, {said['name']}", said["length"]
        for table in told["tables"]:
            for name, length in table["rows"]:
                yield f"{told['heading']}, {name}", length
    for claim in (*whole.titles, *whole.trainings):
        yield str(claim), f"{_state(claim)}, {vouched(claim)}"
    for one in whole.thanks:
        yield signature(one), one.words
