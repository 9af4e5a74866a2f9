"""The window of a hotel's front desk: rooms, cards, staff, rounds and papers over the encoder."""
