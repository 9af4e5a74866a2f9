"""The bank's rules as pure functions and frozen values: no clock, no disk, no network."""
