"""What a developer and an operator start: it starts the processes and imports none of them."""
