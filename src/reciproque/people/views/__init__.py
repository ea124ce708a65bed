"""Pages about people, organisations, invitations and one's own account."""

from .fresh import fresh_sign_in

__all__ = ["fresh_sign_in"]
