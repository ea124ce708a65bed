"""The numbers and computations of support."""

from . import barometer, listening, supervision, tensions

__all__ = ["barometer", "listening", "supervision", "tensions"]
