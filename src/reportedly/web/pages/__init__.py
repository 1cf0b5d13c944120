"""The pages of the reading room: each file answers for one kind of page."""
