"""Sandboxes: isolated worlds, each with data, ids, clock, policy, journal and faults of its own."""
