"""What is markup to an author of Pandoc's or GitHub's Markdown and is not set here: one table, and what looks through a text."""
