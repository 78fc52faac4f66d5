"""``python -m assay`` is the command line."""

from assay.interfaces.cli.app import main

if __name__ == "__main__":
    main()
