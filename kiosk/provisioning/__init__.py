"""Gives HSM, PIN pad and cards their keys, in a trusted place (docs/protocols.md, section 8)."""
