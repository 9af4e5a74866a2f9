"""Program and device logs: masked before the first writer, one file a day, bounded in every way."""
