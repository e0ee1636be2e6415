"""Fault plans: what is to go wrong with which calls."""
