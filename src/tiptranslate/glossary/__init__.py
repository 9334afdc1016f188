"""The vocabulary stage: terms and names, read, matched in texts, and what each must become."""
