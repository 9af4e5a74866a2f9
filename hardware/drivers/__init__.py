"""Blocking drivers: one method a command, one deadline each, no retry."""
