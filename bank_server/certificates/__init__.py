"""Certificates and key files: who may speak to the bank, and where its secrets lie on disk."""
