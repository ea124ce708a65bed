"""The same pages as a bare Django would show them: no rights, no journal, no key, no translation, a plain layout."""
