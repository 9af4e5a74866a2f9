"""Measures the product and prints ratios, side by side, in one run."""
