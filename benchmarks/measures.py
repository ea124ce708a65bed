"""The parts of `pages.py` that run in a process of their own: fill a database, measure ours, measure the bare one."""

from __future__ import annotations

import json
import os
import resource
import statistics
import sys
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from importlib import import_module
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

WARM, MEASURED, AT_ONCE = 30, 150, 5_000
TICK = os.sysconf("SC_CLK_TCK")
SECRET = "a" * 32
"""The CSRF secret of the one browser that asks."""
FEW = 5
"""How many rows the person of « few among many » may see."""


def start(settings: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    import django  # once the environment is set

    django.setup()


# --- a database of its own ------------------------------------------------------------------------
def on_the_server(statement: str) -> None:
    if not os.environ["SERVER_URL"]:
        return
    import psycopg  # only where there is a server

    with psycopg.connect(os.environ["SERVER_URL"], autocommit=True) as connection:
        connection.execute(statement)


def name() -> str:
    return os.environ["DATABASE_URL"].rsplit("/", 1)[1]


def drop() -> dict:
    on_the_server(f"DROP DATABASE IF EXISTS {name()} WITH (FORCE)")
    return {}


def prepare(rows: int) -> dict:
    """Migrate, collect the static files as an installation does, and write `rows` rows of each kind."""
    drop()
    on_the_server(f"CREATE DATABASE {name()}")
    start("reciproque.settings")
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    told = fill(rows)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    return told | {"rows": rows}


def fill(rows: int) -> dict:
    """`rows` organisations, members and partnerships: a few of them of a small house, the rest of a hospital."""
    from reciproque.foundation import guard
    from reciproque.partnerships.models import Engagement, Hosting, Partnership
    from reciproque.people.models import Account, Membership, Organisation, Person

    at = datetime(2026, 1, 1, tzinfo=UTC)

    def spread(model, made: Iterator[dict[str, Any]]) -> list[int]:
        """Write rows by their columns, some at a time; returns their keys."""
        keys = []
        while some := [model(**row) for row in islice(made, AT_ONCE)]:
            keys += [row.pk for row in model.objects.bulk_create(some)]
        return keys

    with guard.upkeep("benchmark"):
        big, small = (
            Organisation.objects.create(name=name, kind="hospital", town="Deux-Rives", postcode="35000")
            for name in ("CHU des Deux-Rives", "Maison de santé du Val")
        )
        spread(
            Organisation,
            ({"name": f"Structure {n:07}", "kind": "association", "town": "Rennes"} for n in range(rows)),
        )
        # the few are spread among the many, as they are in life
        every = max(1, rows // FEW)
        homes = [small if n % every == every // 2 else big for n in range(rows)]
        people = spread(Person, ({"name": f"Personne {n:07}"} for n in range(rows)))
        spread(
            Membership,
            (
                {
                    "person_id": person,
                    "organisation_id": home.pk,
                    "role": "partner",
                    "function": "Patient partenaire",
                    "starts_on": date(2026, 1, 1),
                }
                for person, home in zip(people, homes, strict=True)
            ),
        )
        partnerships = spread(
            Partnership,
            (
                {
                    "title": f"Partenariat {n:07}",
                    "purpose": "Que personne ne se perde entre l’annonce et le soin.",
                    "level": "meso",
                    "domain": "parcours",
                    "host_id": home.pk,
                    "founded_at": at,
                    "founded_by_id": person,
                }
                for n, (person, home) in enumerate(zip(people, homes, strict=True))
            ),
        )
        spread(
            Hosting,
            (
                {"partnership_id": p, "organisation_id": h.pk}
                for p, h in zip(partnerships, homes, strict=True)
            ),
        )
        spread(
            Engagement,
            (
                {
                    "partnership_id": partnership,
                    "person_id": people[(n + shift) % rows],
                    "side": side,
                    "position": "partner" if side == "lived" else "professional",
                    "on_behalf_of_id": homes[n].pk,
                    "status": "volunteer",
                    "proposed_at": at,
                    "accepted_at": at,
                    "proposed_by_id": people[n],
                }
                for shift, side in enumerate(("lived", "care"))
                for n, partnership in enumerate(partnerships)
            ),
        )
        actors = {}
        for title, home in (("many", big), ("few", small)):
            account = Account.objects.create(username=title, password="!", created_at=at)
            person = Person.objects.create(name=f"Coordination {title}", account=account)
            held = Membership.objects.create(
                person=person, organisation=home, role="coordinator", starts_on=date(2026, 1, 1)
            )
            actors[title] = {
                "account": account.pk,
                "hat": held.code,
                "organisation": home.pk,
                "code": home.code,
            }
        middle = rows // 2 + 1
        return {
            "actors": actors,
            "person": Person.objects.get(pk=people[middle]).code,
            "partnership": Partnership.objects.get(pk=partnerships[middle]).code,
            "deep": deep(rows),
        }


def deep(rows: int) -> dict[str, tuple[str, int]]:
    """What stands just before page 1,000 (or the last page): a name and a key, per list."""
    from reciproque.partnerships.models import Partnership
    from reciproque.people.models import Organisation, Person

    at = min(50 * 999, rows - 100) - 1
    places = {}
    for title, model, by, key in (
        ("people", Person, "name", "pk"),
        ("organisations", Organisation, "name", "pk"),
        ("partnerships", Partnership, "title", "code"),
    ):
        row = model.objects.filter(**{f"{by}__endswith": f"{at:07}"}).first()
        places[title] = (getattr(row, by), getattr(row, key), row.pk)
    return places


# --- asking ---------------------------------------------------------------------------------------
class Browser:
    """One browser, signed in, that talks WSGI to an application of this very process."""

    def __init__(self, application: Callable, session: str = ""):
        self.application = application
        self.cookies = {"session": session, "csrf": SECRET, "sessionid": session, "csrftoken": SECRET}

    def ask(self, address: str, sent: dict[str, Any] | None = None) -> tuple[int, bytes, dict[str, str]]:
        path, _mark, query = address.partition("?")
        body = urlencode(sent, doseq=True).encode() if sent is not None else b""
        environ = {
            "REQUEST_METHOD": "GET" if sent is None else "POST",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "HTTP_HOST": "127.0.0.1:8000",
            "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "HTTP_ACCEPT_LANGUAGE": "fr",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(body),
            "wsgi.errors": sys.stderr,
        }
        answered: dict[str, Any] = {}

        def begin(status: str, headers: list[tuple[str, str]], *_more: Any) -> None:
            answered.update(status=int(status[:3]), headers=dict(headers))

        parts = self.application(environ, begin)
        content = b"".join(parts)
        parts.close()
        return answered["status"], content, answered["headers"]


def backend_ticks() -> float:
    """Seconds of processor that the database's own process has used for this connection."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    line = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(line[11]) + int(line[12])) / TICK


def cost(ask: Callable[[], tuple[int, bytes, dict]], expected: int = 200) -> dict[str, float]:
    """What one request costs: milliseconds of the web process and of the database, queries, bytes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _warm in range(WARM):
        status, content, _headers = ask()
        assert status == expected, (status, content[:2000])
    with CaptureQueriesContext(connection) as queries:
        status, content, _headers = ask()
    asked = len(queries)
    spent, database = [], backend_ticks()
    for _time in range(MEASURED):
        began = time.process_time()
        ask()
        spent.append(time.process_time() - began)
    return {
        "web": 1000 * statistics.quantiles(spent, n=10)[0],
        "mean": 1000 * statistics.fmean(spent),
        "database": 1000 * (backend_ticks() - database) / MEASURED,
        "queries": asked,
        "bytes": len(content),
    }


def signed_in(actor: dict, backend: str, more: dict[str, Any]) -> str:
    """A session of that account; returns its key."""
    from django.conf import settings
    from django.contrib.auth import get_user_model

    account = get_user_model()._default_manager.get(pk=actor["account"])
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session.update(
        {
            "_auth_user_id": str(account.pk),
            "_auth_user_backend": backend,
            "_auth_user_hash": account.get_session_auth_hash(),
        }
        | more
    )
    session.create()
    return session.session_key


def organisation(n: int) -> dict[str, Any]:
    return {"name": f"Nouvelle structure {n}", "kind": "association", "town": "Rennes", "postcode": "35000"}


def our_browser(told: dict, who: str) -> Browser:
    from reciproque.wsgi import application

    actor = told["actors"][who]
    strong = {"method": "demo", "at": time.time(), "reauthenticated": True}
    kept = {
        "account_authentication_methods": [strong],
        "account_authentication_methods_user": str(actor["account"]),
        "hat": actor["hat"],
    }
    return Browser(application, signed_in(actor, "reciproque.people.adapters.Backend", kept))


def after(name: str, key: Any) -> str:
    return "?" + urlencode({"apres": urlsafe_b64encode(json.dumps([name, key]).encode()).decode()})


def ours(told: dict) -> dict:
    start("reciproque.settings")
    found = {}
    for who in ("many", "few"):
        browser = our_browser(told, who)
        lists = {"people": "/personnes/", "organisations": "/structures/", "partnerships": "/partenariats/"}
        for name, address in lists.items():
            found[f"{name}, {who}"] = cost(lambda a=address, b=browser: b.ask(a))
    browser = our_browser(told, "many")
    for name, address in lists.items():
        row_name, key, _pk = told["deep"][name]
        further = address + after(row_name, key)
        found[f"{name}, page 1,000"] = cost(lambda a=further: browser.ask(a))
    code = told["actors"]["many"]["code"]
    found["home"] = cost(lambda: browser.ask("/"))
    found["person"] = cost(lambda: browser.ask(f"/personnes/{told['person']}/"))
    found["organisation"] = cost(lambda: browser.ask(f"/structures/{code}/"))
    found["partnership"] = cost(lambda: browser.ask(f"/partenariats/{told['partnership']}/"))
    made = iter(range(1_000_000))
    found["new organisation"] = cost(
        lambda: browser.ask(
            "/structures/nouvelle/",
            organisation(next(made)) | {"cle": str(uuid4()), "csrfmiddlewaretoken": SECRET},
        ),
        expected=302,
    )
    found["hello"] = cost(lambda: Browser(browser.application).ask("/healthz"))
    return found | {"memory": memory_now()}


def bare(told: dict) -> dict:
    start("benchmarks.bare.settings")
    from django.core.wsgi import get_wsgi_application

    found = {}
    for who in ("many", "few"):
        actor = told["actors"][who]
        session = signed_in(actor, "django.contrib.auth.backends.ModelBackend", {})
        browser = Browser(get_wsgi_application(), session)
        of = f"?of={actor['organisation']}"
        lists = {
            "people": f"/people/{of}",
            "organisations": "/organisations/?",
            "partnerships": f"/partnerships/{of}",
        }
        for name, address in lists.items():
            found[f"{name}, {who}"] = cost(lambda a=address, b=browser: b.ask(a))
        if who == "many":
            deepest, asked = lists, browser
    for name, address in deepest.items():
        row_name, _key, pk = told["deep"][name]
        further = f"{address}&{urlencode({'after': row_name, 'id': pk})}"
        found[f"{name}, page 1,000"] = cost(lambda a=further: asked.ask(a))
    found["person"] = cost(lambda: asked.ask(f"/people/{told['person']}/"))
    found["partnership"] = cost(lambda: asked.ask(f"/partnerships/{told['partnership']}/"))
    made = iter(range(1_000_000, 2_000_000))
    found["new organisation"] = cost(
        lambda: asked.ask(
            "/organisations/new/",
            organisation(next(made)) | {"zone": "Europe/Paris", "csrfmiddlewaretoken": SECRET},
        ),
        expected=302,
    )
    return found | {"hello": cost(lambda: Browser(asked.application).ask("/hello")), "memory": memory_now()}


def hello(_told: dict) -> dict:
    """A greeting with no middleware at all: what Django itself costs."""
    start("benchmarks.bare.settings")
    from django.core.wsgi import get_wsgi_application

    browser = Browser(get_wsgi_application())
    return cost(lambda: browser.ask("/hello"))


def memory_now() -> float:
    """Megabytes this process holds."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def memory(told: dict) -> dict:
    """What a worker holds after 1,000 requests to five pages, and after all of them."""
    start("reciproque.settings")
    browser = our_browser(told, "many")
    pages = ["/", "/personnes/", "/structures/", "/partenariats/", f"/personnes/{told['person']}/"]
    held = {}
    for n in range(told["requests"]):
        status, _content, _headers = browser.ask(pages[n % len(pages)])
        assert status == 200
        if n + 1 in (1_000, told["requests"]):
            held[str(n + 1)] = memory_now()
    return held


PARTS: dict[str, Callable[[Any], dict]] = {
    "prepare": prepare,
    "ours": ours,
    "bare": bare,
    "hello": hello,
    "memory": memory,
    "drop": lambda _told: drop(),
}

if __name__ == "__main__":
    print(json.dumps(PARTS[sys.argv[1]](json.loads(sys.argv[2]))))
