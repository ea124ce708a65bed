"""What leaves on paper: the mirrored card to fill by hand, and the person's copy of what was decided."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from io import BytesIO

import qrcode
from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from qrcode.image.svg import SvgPathFillImage

from reciproque.foundation import pdf, words

from .. import rules
from ..kinds import QUESTIONS, Presence, Side
from ..models import Encounter
from .cards import decided_in
from .codes import given_code

WRITING_LINES = 4


@dataclass(frozen=True)
class Copy:
    """What the person takes along: facts in pairs (name, words), then each possibility and what is said of it."""

    title: str
    text: str
    facts: tuple[tuple[str, str], ...]
    options: tuple[tuple[str, tuple[str, ...]], ...]
    options_title: str
    file_name: str

    def as_text(self) -> str:
        """The same, as plain text."""
        parts = [self.title, "", self.text, ""]
        parts += [_line(name, said) for name, said in self.facts]
        if self.options:
            parts += ["", self.options_title]
        for name, views in self.options:
            parts += [f"- {name}", *(f"  {view}" for view in views)]
        return "\n".join(parts) + "\n"


def _line(name: str, said: str) -> str:
    return _("{name} : {said}").format(name=name, said=said)


def copy_of(encounter: Encounter) -> Copy:
    """The copy of what was decided in a finished encounter."""
    what = decided_in(encounter) or rules.Decided()
    review_on = encounter.decision.review_on if hasattr(encounter, "decision") else None
    facts = [
        (_("Date"), words.day(encounter.closed_at or encounter.begun_at)),
        (_("Avec"), str(encounter.professional) if encounter.professional else ""),
        (_("Aussi là"), _also_there(encounter)),
        (_("Ce que j’ai compris"), what.understood),
        (_("Nous en reparlons"), words.day(review_on) if review_on else ""),
    ]
    options = tuple((one.name, _views(one)) for one in what.options)
    return Copy(
        title=_("Ce que nous avons décidé"),
        text=rules.said(what),
        facts=tuple((name, said) for name, said in facts if said),
        options=options,
        options_title=_("Ce que nous avons regardé"),
        file_name=_("ma-page"),
    )


def _views(option: rules.Option) -> tuple[str, ...]:
    views = ((_("Pour moi"), option.pro), (_("Contre, pour moi"), option.con))
    return tuple(_line(view, said) for view, said in views if said)


def _also_there(encounter: Encounter) -> str:
    return {
        Presence.THERE: _("quelqu’un pour la médiation"),
        Presence.WRITES: _("quelqu’un pour la médiation, qui a écrit"),
        Presence.CLOSE: _("un proche"),
    }.get(encounter.presence, "")  # type: ignore[call-overload]


def copy_on_paper(copy: Copy, *, at: datetime) -> bytes:
    """The copy as a PDF."""
    data = asdict(copy) | {"footer": ""}
    return pdf.render(
        "encounters/pdf/copy.typ", data, language=get_language() or "fr", title=copy.title, at=at
    )


# --- the mirrored card ----------------------------------------------------------------------------
def address_of(encounter: Encounter) -> str:
    """The address that the drawing of its code leads to."""
    return settings.PUBLIC_URL + reverse("encounters:link", args=[given_code(encounter)])


def drawn(encounter: Encounter) -> bytes:
    """That address as a drawing to aim a telephone at."""
    made = BytesIO()
    qrcode.make(address_of(encounter), image_factory=SvgPathFillImage).save(made)
    return made.getvalue()


def card_on_paper(encounter: Encounter, *, at: datetime) -> bytes:
    """The mirrored card, blank, to fold in two: one half for each, then what both decide. Nothing typed is on it."""
    title = _("Notre rencontre")
    sides = [
        {
            "name": name,
            "questions": [str(question.label) for question in QUESTIONS[side]],
        }
        for side, name in ((Side.PERSON, _("Ma carte")), (Side.PRO, _("La carte du professionnel")))
    ]
    data = {
        "sides": sides,
        "lines": WRITING_LINES,
        "fold": _("Pliez au milieu. Chacun remplit sa moitié, puis on ouvre ensemble."),
        "open": _("Nous ouvrons ensemble"),
        "withdraw": _("Avant d’ouvrir, chacun peut barrer une ligne."),
        "presence": _("Qui d’autre est là, si je suis d’accord :"),
        "who": [str(one.label) for one in Presence],
        "decide": _("Ce que nous décidons"),
        "columns": [_("Possibilité"), _("Pour moi"), _("Contre, pour moi")],
        "nothing": _("Ne rien changer"),
        "decided": _("Nous avons décidé…"),
        "not_chosen": _("Nous n’avons pas choisi :"),
        "not_today": _("Nous ne décidons pas aujourd’hui"),
        "understood": _("Ce que j’ai compris :"),
        "review": _("Nous en reparlons le :"),
        "felt": _("Après, si vous voulez : trois questions, sur votre page."),
        "code_words": _("Votre code, pour relire, garder ou effacer :"),
        "code": given_code(encounter),
        "address": settings.PUBLIC_URL + reverse("encounters:door"),
        "qr": drawn(encounter).decode(),
        "qr_words": _("Dessin à viser avec un téléphone : il mène à la page où taper ce code"),
        "kept": _("Rien n’est gardé, sauf si vous le demandez."),
    }
    return pdf.render("encounters/pdf/card.typ", data, language=get_language() or "fr", title=title, at=at)
