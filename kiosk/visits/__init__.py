"""Runs the visit and the supervisor: effects go to the workers, answers come back as events."""
