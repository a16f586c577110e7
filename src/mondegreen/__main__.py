"""`python -m mondegreen`."""

from mondegreen.cli import main

if __name__ == "__main__":
    main()
