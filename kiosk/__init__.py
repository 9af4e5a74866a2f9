"""The machine that the customer stands in front of: supervisor, visit, money and screens."""
