"""What the vendor's service does: the rules, without HTTP and without SQL."""
