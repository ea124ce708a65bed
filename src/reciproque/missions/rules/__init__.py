"""What fits whom and for which reasons, and the best proposals of a season: values in, values out.

`fit`, `season` and `words` are what others call; the files that need numpy and HiGHS are loaded when a plan is asked.
"""

from . import fit, season, words

__all__ = ["fit", "season", "words"]
