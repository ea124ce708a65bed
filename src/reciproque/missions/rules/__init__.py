"""Rules of missions: values in, answers with their reasons out."""
