"""What the house refuses to start with: a verb without a rule, a route without access, a setting that loses data."""

from django.core.checks import Error, Tags, register

from .crypto import known_secret
from .policy import RULES
from .verbs import VERBS


@register()
def every_verb_has_a_rule(app_configs, **kwargs):
    return [
        Error(f"the verb {label}.{name} has no rule", id="reciproque.E001")
        for label, name in VERBS
        if (label, name) not in RULES
    ]


@register(Tags.security)
def the_secret_is_a_secret(app_configs, **kwargs):
    if len(known_secret()) >= 50:
        return []
    return [Error("SECRET_KEY must be set, 50 characters or more", id="reciproque.E002")]
