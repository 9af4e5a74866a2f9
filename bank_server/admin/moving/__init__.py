"""All books of a bank in one file: out of one store, into another."""
