"""The receipt as a document: what stands on it, in which words, and as bytes for the printer."""
