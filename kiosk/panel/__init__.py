"""A drawn ATM front for the demo: hands and faults by click, journal and books beside it."""
