"""An hour of visits on the real processes, which are killed at any moment; then the proof."""
