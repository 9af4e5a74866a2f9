"""The store's operations, written once over rows: load, decide in the domain, write."""
