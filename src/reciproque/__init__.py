"""Réciproque: the self-hosted platform that runs partnerships in health."""

__version__ = "0.1.0"
