"""Where the SQL of the service comes from: tables, statements, and the command that writes them as text.

Nothing here is imported by a server: SQLAlchemy takes longer to be imported than all the rest of a start.
"""
