"""Where the bank keeps everything: one Store, split by noun, each operation one durable step."""
