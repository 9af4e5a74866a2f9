"""The supervisor menu at work: who is logged in, and what each item does to machine and journal."""
