"""The encoder of a hotel: rooms, cards, staff and rounds, kept so that nothing is issued twice."""
