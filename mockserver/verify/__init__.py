"""Asking a service what the emulator claims of it: probes as data, a report, a profile."""
