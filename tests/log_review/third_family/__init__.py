"""A third family of made weeks, written blind: its author never saw the reviewer it judges."""
