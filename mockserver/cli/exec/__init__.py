"""`mockserver exec`: a command beside a server of its own, and a tally of what it asked."""
