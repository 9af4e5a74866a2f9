"""The bank's use cases: each is one store step and one audit entry."""
