"""The electronic journal: what happened, on disk before the next act."""
