"""Makes files of the project from its code: `python -m scripts.NAME`."""
