"""Every setting of an installation, read from the environment (or from a `.env` file beside it).

Each variable is told in docs/reference/settings.md. NAME_FILE may stand for NAME: the value is then read from
that file, which suits secrets.
"""

from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from csp.constants import NONE, SELF
from environs import FileAwareEnv

BASE = Path(__file__).resolve().parent
ROOT = BASE.parents[1]

env = FileAwareEnv(strip_whitespace=True)
ENV_FILE = env.str("RECIPROQUE_ENV_FILE", str(ROOT / ".env"))
if ENV_FILE:
    env.read_env(ENV_FILE, recurse=False)

# --- where things stand ---------------------------------------------------------------------------
DEMO = env.bool("RECIPROQUE_DEMO", False)
DATA = Path(env.str("RECIPROQUE_DATA", str(ROOT / "var" / "demo" if DEMO else ROOT / "var"))).absolute()
env.read_env(DATA / "secrets.env", recurse=False)  # made at installation, read by its owner alone
DEBUG = env.bool("RECIPROQUE_DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "")
PUBLIC_URL = env.str("RECIPROQUE_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SECURE_TRANSPORT = PUBLIC_URL.startswith("https://")

# --- database: SQLite by default, made durable; PostgreSQL by DATABASE_URL ------------------------
DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{quote(str(DATA / 'reciproque.sqlite3'))}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        " PRAGMA secure_delete=ON; PRAGMA cache_size=-4000;",
    }
DATABASES["default"]["CONN_MAX_AGE"] = env.int("RECIPROQUE_CONN_MAX_AGE", 60)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- packages: ours first (their templates and commands win), lowest first ------------------------
INSTALLED_APPS = [
    "reciproque.foundation",
    "reciproque.people",
    "reciproque.directory",
    "reciproque.titles",
    "reciproque.badges",
    "reciproque.openings",
    "reciproque.partnerships",
    "reciproque.profiles",
    "reciproque.beginnings",
    "reciproque.load",
    "reciproque.feeds",
    "reciproque.hours",
    "reciproque.support",
    "reciproque.missions",
    "reciproque.pay",
    "reciproque.voices",
    "reciproque.decisions",
    "reciproque.pathways",
    "reciproque.encounters",
    "reciproque.exchange",
    "reciproque.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "lucide",
    "django.forms",
    "template_partials.apps.SimpleAppConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "reciproque.foundation.middleware.headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "reciproque.people.middleware.SignedIn",
    "django_htmx.middleware.HtmxMiddleware",
    "reciproque.people.middleware.idle_sessions_end",
    "reciproque.people.middleware.actor",
    "reciproque.foundation.middleware.Refusals",
]
ROOT_URLCONF = "reciproque.urls"
WSGI_APPLICATION = "reciproque.wsgi.application"

# --- pages ----------------------------------------------------------------------------------------
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "reciproque.foundation.web.layout",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            ["django.template.loaders.app_directories.Loader"],
                        )
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "reciproque.foundation.templatetags.house",
            ],
        },
    }
]
FORM_RENDERER = "reciproque.foundation.forms.HouseRenderer"
STATIC_URL = "/statique/"
STATIC_ROOT = Path(env.str("RECIPROQUE_STATIC", str(DATA / "static")))
STATICFILES_DIRS = [  # typefaces come in packages; the style sheet finds them beside itself
    ("foundation/fonts", str(files(package) / "files"))
    for package in ("fontpkg_atkinson_hyperlegible", "fontpkg_bricolage_grotesque")
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = DATA / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_HANDLERS = [
    "reciproque.exchange.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
IMPORT_MAX_BYTES = env.int("RECIPROQUE_IMPORT_MAX_BYTES", 60_000_000)

# --- languages ------------------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [BASE / "locale"]
LANGUAGE_COOKIE_NAME = "langue"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
USE_TZ = True
TIME_ZONE = env.str("RECIPROQUE_TIME_ZONE", "Europe/Paris")

# --- accounts (trust.md D3, D10) ------------------------------------------------------------------
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["reciproque.people.adapters.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "reciproque.people.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_FORMS = {
    "login": "reciproque.people.forms.accounts.SignIn",
    "reauthenticate": "reciproque.people.forms.accounts.GivePasswordAgain",
    "change_password": "reciproque.people.forms.accounts.ChangePassword",
    "set_password": "reciproque.people.forms.accounts.ChoosePassword",
    "reset_password": "reciproque.people.forms.accounts.AskReset",
    "reset_password_from_key": "reciproque.people.forms.accounts.ResetPassword",
    "add_email": "reciproque.people.forms.accounts.AddAddress",
}
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_LOGOUT_REDIRECT_URL = "/compte/connexion/"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_MAX_EMAIL_ADDRESSES = 2
PASSWORD_RESET_TIMEOUT = 24 * 3600
ACCOUNT_LOGIN_BY_CODE_ENABLED = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/300s/key",
    "offer": "20/h/ip",
    "title_code": "30/m/ip",
    "title_report": "5/h/ip",
    "badge_read": "120/m/ip",
    "participate": "10/h/ip",
    "calendar": "60/m/ip",
    "encounter_code": "20/m/ip",
    "encounter_begin": "20/h/ip",
}
MFA_ADAPTER = "reciproque.people.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_FORMS = {
    "activate_totp": "reciproque.people.forms.accounts.ReadApp",
    "authenticate": "reciproque.people.forms.accounts.GiveCode",
    "reauthenticate": "reciproque.people.forms.accounts.GiveCodeAgain",
    "generate_recovery_codes": "reciproque.people.forms.accounts.PrintCodes",
    "add_webauthn": "reciproque.people.forms.accounts.AddKey",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODE_COUNT = 20
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE_TRANSPORT
USERSESSIONS_TRACK_ACTIVITY = False
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 10 * 3600
SESSION_IDLE_MINUTES = env.int("RECIPROQUE_SESSION_IDLE_MINUTES", 15)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_TRANSPORT
SESSION_COOKIE_NAME = "__Host-session" if SECURE_TRANSPORT else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE_TRANSPORT else "csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "reciproque.foundation.web.stale_form"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}}

# --- headers (trust.md D20) -----------------------------------------------------------------------
IDENTITY_PROVIDERS = env.list("RECIPROQUE_IDENTITY_PROVIDERS", [])
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *IDENTITY_PROVIDERS],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_TRANSPORT else 0
SECURE_SSL_REDIRECT = False
if env.bool("RECIPROQUE_BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
X_FRAME_OPTIONS = "DENY"

# --- what goes out and what runs behind -----------------------------------------------------------
if env.str("EMAIL_URL", ""):
    _mail = env.dj_email_url("EMAIL_URL")
    EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_BACKEND"], _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"], _mail["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS, EMAIL_USE_SSL = _mail["EMAIL_USE_TLS"], _mail["EMAIL_USE_SSL"]
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA / "mail"
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = env.str("RECIPROQUE_FROM_EMAIL", "reciproque@example.org")
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

BIND = env.str("RECIPROQUE_BIND", "127.0.0.1:8000")
WORKERS = env.int("RECIPROQUE_WORKERS", 2)
THREADS = env.int("RECIPROQUE_THREADS", 4)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("RECIPROQUE_LOG_LEVEL", "WARNING")},
}

# --- the house ------------------------------------------------------------------------------------
GUARD_WRITES = True
WRITTEN_TWICE = 0
"""How many times each kept question is also written anew and compared: for the tests (foundation/written.py)."""
