"""The shelves: the only room that speaks SQL."""
