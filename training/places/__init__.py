"""How the gazetteer of places is made."""
