"""A deposit by envelope, pure: INTENT, the bank's yes, the slot, its result, the bank's receipt."""
