"""The portable programmer: takes a round's orders from the desk to the doors, and results back."""
