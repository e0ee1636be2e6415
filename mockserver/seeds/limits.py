"""What a seed may cost: bounds that a short text could otherwise multiply beyond."""

LARGEST_FILE = 128 * 1024 * 1024
"""Bytes of a file; reading one takes several times as much memory."""
MOST_COMPLAINTS = 1_000
"""Complaints about a document after which no more are looked for."""
DEEPEST = 200
"""Levels of nesting. As deep as requests may be."""
MOST_ALIASED = 1_000_000
"""Values that the aliases of a YAML text may stand for in all; a long string counts for each of its lines."""
LINE = 64
"""Characters of a string that count as one value."""
MOST_ROWS = 5_000_000
"""Rows that the seeds of one load may come to."""
ROW = 1024
"""Characters of an event in a volume that count as one more row."""
