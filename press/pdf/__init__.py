"""What any PDF holds, read once for all checks."""
