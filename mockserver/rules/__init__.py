"""The rule book: what the service does, without HTTP and without SQL."""
