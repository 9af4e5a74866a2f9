"""A simulated hotel: desk, programmer, locks and cards, each through its real interfaces alone."""
