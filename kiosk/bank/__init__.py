"""The way to the bank: one client, one thread, one link state."""
