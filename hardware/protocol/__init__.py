"""The serial protocol as bytes and meaning, without input or output."""
