"""Forked processes and what they are held to: time, memory, one folder for temporary files, work that is done whole."""
