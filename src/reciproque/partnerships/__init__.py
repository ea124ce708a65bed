"""Partnerships: framing, objectives, charter, engagements, interventions, contributions, evaluation."""
