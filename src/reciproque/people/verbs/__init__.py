"""What can be done with people, organisations, memberships and invitations; nothing else writes to them."""

from .access import accept, invite, issue, renew, renew_password, revoke
from .organisations import add_organisation, revise_organisation, set_parameter
from .people import end_mandate, end_membership, join, mandate, revise_person, welcome

__all__ = [
    "accept",
    "add_organisation",
    "end_mandate",
    "end_membership",
    "invite",
    "issue",
    "join",
    "mandate",
    "renew",
    "renew_password",
    "revise_organisation",
    "revise_person",
    "revoke",
    "set_parameter",
    "welcome",
]
