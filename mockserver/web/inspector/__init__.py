"""The inspector: a page that shows what a server does, over the doors that everybody has."""
