"""Handles for code that awaits."""
