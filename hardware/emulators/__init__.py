"""The device side of every protocol as plain objects, and the process that serves them."""
