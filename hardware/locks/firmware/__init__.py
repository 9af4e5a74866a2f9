"""What runs inside a lock: its memory, clock, audit, key cards and the programmer's port."""
