"""Pages that gather everything: home, search, help, demonstration."""
