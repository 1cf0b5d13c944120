"""Readings kept in one SQLite file or a PostgreSQL database, and found again."""
