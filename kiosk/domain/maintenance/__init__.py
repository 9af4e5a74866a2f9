"""The technician's half, pure: who may do what, and what the pages of the supervisor menu show."""
