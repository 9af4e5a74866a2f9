"""Everything of the kiosk that must be safe: it runs the machines of `domain.transactions`."""
