"""What authors and designers have written, read into values, with all that is wrong in it."""
