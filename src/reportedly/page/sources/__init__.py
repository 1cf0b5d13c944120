"""The ways in: what a caller names, a path, an address, an archive, a feed, to the bytes of pages."""
