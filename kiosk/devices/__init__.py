"""The devices as the kiosk sees them: one thread per port, results by outcome."""
