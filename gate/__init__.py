"""Measured floors: each quality we have measured may rise, and may not fall."""
