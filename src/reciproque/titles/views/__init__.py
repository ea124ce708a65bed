"""Pages of titles: one's own and those to vouch for; the public page; the cases."""
