"""The frozen values that flow from one room to the next; they do nothing."""
