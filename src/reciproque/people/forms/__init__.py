"""Forms about people, organisations, invitations and one's own account."""
