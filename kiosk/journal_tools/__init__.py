"""Reads, checks and explains a journal, wherever it was copied to; needs Python alone."""
