"""One machine for each transaction that a customer can ask for."""
