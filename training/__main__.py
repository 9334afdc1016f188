"""Runs the recipe's command line: `python -m training STEP`."""

from training.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
