"""Runs properties against one implementation and says what came out."""
