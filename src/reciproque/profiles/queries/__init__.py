"""Readings of profiles: one's own, what others are shown, who they are today, what may serve unseen."""
