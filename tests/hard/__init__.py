"""Hard documents from seeds, and a check of their finished PDFs that knows nothing of the engine.

    python -m tests.hard 1000 --jobs 2
    python -m tests.hard 1 --from 417 --keep /tmp/hard
"""
