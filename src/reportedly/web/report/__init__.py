"""The page of one report: pure functions from what the library keeps to what the template shows."""
