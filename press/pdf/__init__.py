"""What any PDF holds, read once for the checks and the tag tree."""
