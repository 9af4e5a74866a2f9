"""A hotel's offline locks: their firmware, key cards, the desk's encoder and the programmer."""
