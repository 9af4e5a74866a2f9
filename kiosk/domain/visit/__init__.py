"""A visit, card in to card out: where the customer is, and what follows from each event."""
