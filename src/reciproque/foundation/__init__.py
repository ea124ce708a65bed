"""The mechanisms every package stands on; no word of the domain in here."""
