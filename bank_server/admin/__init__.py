"""What an operator does: the command-line client of the staff listener, and document A's RPC."""
