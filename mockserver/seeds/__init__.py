"""Seeds: the documents that a sandbox begins with."""
