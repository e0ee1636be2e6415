"""Handles for tests: a server, the sandboxes in it, and what the lab can do with them.

`_async` is written by hand; `_sync` is made from it by `python -m scripts.generate_sync`, `types` from the
document of the admin API by `python -m scripts.generate_types`.
"""
