"""Ranges of characters by how they are written, as they stand between the brackets of a pattern (Unicode 16, Blocks.txt)."""

# Characters of Chinese and kana, by which words are written without spaces; of Thai, Lao, Burmese and Khmer the same.
CHARACTERS = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
UNPARTED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
# With radicals, and marks of their width: what stands in a square of its own.
SQUARE = r"\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# And with letters and marks of other scripts in that width.
FULL_WIDTH = rf"{SQUARE}\uff00-\uffef"
HANGUL = r"\uac00-\ud7af"
HEBREW = r"\u0590-\u05ff"
# What is written from right to left (Bidi_Class R and AL).
RIGHT_TO_LEFT = r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
