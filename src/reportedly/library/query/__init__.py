"""The query language: ``from:unnamed via:Dagbladet "return to Norway"`` read into a tree, and written back from one.

Text in, a tree out; it knows no database. ``docs/reference/query.md`` describes it to those who search.
"""
