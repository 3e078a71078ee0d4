"""Malformed input from seeds: nothing that is read may end in a traceback, a hang, a flood of memory or a write outside."""
