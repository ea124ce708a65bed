"""What the machine must offer: room on the disk, known time zones, backups that were tried."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import django
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .. import backup
from .finding import Finding, Level, fine, refused_if, watched_if

ROOM = 0.10
"""Share of the disk that must stay free."""
ENOUGH_ROOM = 10 * 1024**3
"""Bytes free that are enough on a disk however large."""
BACKUP_EVERY = timedelta(hours=26)
DRILL_EVERY = timedelta(days=8)
OLD_ZONES = timedelta(days=2 * 365)


def versions(at: datetime) -> Iterator[Finding]:
    told = {"ours": backup.our_version(), "django": django.get_version(), "python": platform.python_version()}
    yield fine(_("Version"), _("Réciproque %(ours)s (Django %(django)s, Python %(python)s)") % told)


def room_is_left(at: datetime) -> Iterator[Finding]:
    folder = next(place for place in (settings.DATA, *settings.DATA.parents) if place.exists())
    usage = shutil.disk_usage(folder)
    yield disk_has_room(free=usage.free, total=usage.total)


def disk_has_room(*, free: int, total: int) -> Finding:
    """`free` and `total` in bytes. A tenth must be free; ten gigabytes are enough on a larger disk, which is said."""
    found = _("%(share)s %% libres") % {"share": round(100 * free / total)}
    remedy = _("faites de la place : une base qui ne peut plus écrire refuse tout")
    if free / total < ROOM and free >= ENOUGH_ROOM:
        return Finding(Level.WATCH, _("Place sur le disque"), found, remedy)
    return refused_if(free / total < ROOM, _("Place sur le disque"), found, remedy, unless_demo=True)


def zones_are_known(at: datetime) -> Iterator[Finding]:
    try:
        ZoneInfo(settings.TIME_ZONE)
    except (ZoneInfoNotFoundError, ValueError):
        yield refused_if(
            True,
            _("Fuseau horaire"),
            settings.TIME_ZONE,
            _("donnez à RECIPROQUE_TIME_ZONE un nom comme Europe/Paris"),
        )
        return
    known = version("tzdata")
    year = int(known.split(".")[0])
    yield watched_if(
        at.year - year >= OLD_ZONES.days // 365,
        _("Changements d’heure"),
        _("connus jusqu’à l’édition %(edition)s") % {"edition": known},
        _("mettez Réciproque à jour : une heure légale a pu changer depuis"),
    )


def backups_are_fresh(at: datetime) -> Iterator[Finding]:
    if settings.DEMO:
        return
    made, tried = backup.last_good(), backup.last_drill()
    yield watched_if(
        made is None or at - made[0] > BACKUP_EVERY,
        _("Dernière sauvegarde"),
        _when(made),
        _("lancez « reciproque backup » chaque nuit"),
    )
    yield watched_if(
        tried is None or at - tried[0] > DRILL_EVERY,
        _("Dernier essai de restauration"),
        _when(tried),
        _("lancez « reciproque restore --drill » chaque semaine"),
    )
    beside = sorted(made[1].parent.glob("*.keys")) if made else []
    if beside:
        yield Finding(
            Level.WATCH,
            _("Clés des sauvegardes"),
            _("à côté des sauvegardes (%(path)s)") % {"path": beside[-1]},
            _("rangez-les ailleurs : qui a les deux lit tout"),
        )


def _when(known: tuple[datetime, Path] | None) -> str:
    return (
        date_format(timezone.localtime(known[0]), "SHORT_DATETIME_FORMAT") if known else _("aucun jusqu’ici")
    )
