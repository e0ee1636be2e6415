"""Handles for code that does not await. Made from `_async`; edit that."""
