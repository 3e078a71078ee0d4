"""What is known of how languages write, and what that does to a page."""
