"""How anyone begins: an open call, a draft that looks for a sponsor, a partnership started on one page."""
