"""Callbacks on their way: what is delivered, in which order, and what became of it."""
