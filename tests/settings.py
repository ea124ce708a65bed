"""The real settings, with only what a test needs otherwise: nothing here loosens a protection."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

HERE = Path(tempfile.mkdtemp(prefix="reciproque-tests-"))
atexit.register(shutil.rmtree, HERE, ignore_errors=True)

os.environ["RECIPROQUE_ENV_FILE"] = ""
os.environ["RECIPROQUE_DATA"] = str(HERE)
os.environ["RECIPROQUE_STATIC"] = str(HERE / "static")
os.environ["RECIPROQUE_PUBLIC_URL"] = "http://testserver"
os.environ["ALLOWED_HOSTS"] = "testserver,127.0.0.1,localhost"
os.environ["SECRET_KEY"] = "a-secret-for-tests-alone-that-protects-nothing-at-all-anywhere"
os.environ["EMAIL_URL"] = ""
for name in ("RECIPROQUE_DEMO", "RECIPROQUE_DEBUG", "RECIPROQUE_BEHIND_PROXY"):
    os.environ[name] = "false"

from reciproque.settings import *  # noqa: E402, F403  (the environment above comes first)
from reciproque.settings import DATABASES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
WHITENOISE_AUTOREFRESH = True
WRITTEN_TWICE = 2
(HERE / "static").mkdir()
for database in DATABASES.values():
    database["CONN_MAX_AGE"] = 0
