"""What the settings would let happen: code shown, secrets read, traffic in clear, a demonstration in the open."""

from __future__ import annotations

import ipaddress
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.utils.translation import gettext as _

from ..crypto import known_secret
from .finding import Finding, refused_if, watched_if

SECRET_LENGTH = 50


def debug_is_off(at: datetime) -> Iterator[Finding]:
    yield refused_if(
        settings.DEBUG,
        _("Mode de développement"),
        _("allumé") if settings.DEBUG else _("éteint"),
        _("retirez RECIPROQUE_DEBUG : il montre le code et les données à qui provoque une erreur"),
    )


def secret_is_long(at: datetime) -> Iterator[Finding]:
    length = len(known_secret())
    yield refused_if(
        length < SECRET_LENGTH,
        _("Clé secrète"),
        _("%(length)s caractères") % {"length": length},
        _(
            "donnez à SECRET_KEY %(least)s caractères aléatoires ou plus (« python3 run.py install » en crée une)"
        )
        % {"least": SECRET_LENGTH},
    )


def is_loopback(host: str) -> bool:
    """True for a name or an address that only this machine can reach."""
    if host in ("localhost", "testserver") or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def data_are_private(at: datetime) -> Iterator[Finding]:
    """The secrets must be read by their owner alone; other accounts of the machine should not enter the folder."""
    secrets, folder = settings.DATA / "secrets.env", settings.DATA
    if secrets.exists():
        yield refused_if(
            _others_may(secrets),
            _("Fichier des secrets"),
            str(secrets),
            _("d’autres que son propriétaire peuvent le lire : chmod 600 %(path)s") % {"path": secrets},
        )
    if folder.exists():
        yield watched_if(
            _others_may(folder),
            _("Dossier des données"),
            str(folder),
            _("d’autres comptes de cette machine peuvent y entrer : chmod 700 %(path)s") % {"path": folder},
        )


def _others_may(path: Path) -> bool:
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def address_is_safe(at: datetime) -> Iterator[Finding]:
    address = urlsplit(settings.PUBLIC_URL)
    local = is_loopback(address.hostname or "")
    yield refused_if(
        address.scheme != "https" and not local,
        _("Adresse publique"),
        settings.PUBLIC_URL,
        _("servez en https et corrigez RECIPROQUE_PUBLIC_URL : en http, tout se lit en chemin"),
    )
    strangers = [host for host in settings.ALLOWED_HOSTS if host == "*" or not is_loopback(host)]
    yield refused_if(
        "*" in settings.ALLOWED_HOSTS,
        _("Noms servis"),
        ", ".join(settings.ALLOWED_HOSTS),
        _("nommez dans ALLOWED_HOSTS les seuls noms de ce site"),
    )
    if settings.DEMO:
        yield refused_if(
            not local or bool(strangers),
            _("Démonstration"),
            _("allumée") if local and not strangers else _("allumée sur une adresse publique"),
            _("chacun y entre sans mot de passe : gardez-la sur cette machine, ou retirez RECIPROQUE_DEMO"),
        )


def what_is_signed_is_read(at: datetime) -> Iterator[Finding]:
    """The keys of those who sign portable credentials are read over https alone (did:web)."""
    if not settings.DEMO:
        yield watched_if(
            not settings.SECURE_TRANSPORT,
            _("Attestations portables"),
            settings.PUBLIC_URL,
            _("servez en https : autrement, aucun logiciel ne peut vérifier ce que les structures signent"),
        )


def house_rules_hold(at: datetime) -> Iterator[Finding]:
    problems = [problem for problem in run_checks() if problem.level >= ERROR]
    yield refused_if(
        bool(problems),
        _("Vérifications du code"),
        " ; ".join(str(problem.msg) for problem in problems) or _("aucune erreur"),
        _("lancez « reciproque check » pour le détail"),
    )
