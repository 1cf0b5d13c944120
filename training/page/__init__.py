"""The page labeller: its data, its training, and how good it is."""
