"""The words of the service: errors, names, time, findings, records. No HTTP, no SQL, no I/O."""
