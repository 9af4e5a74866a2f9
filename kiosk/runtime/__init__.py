"""The core thread, its timers and its virtual twin."""
