"""The journal: what was asked of a sandbox and answered."""
