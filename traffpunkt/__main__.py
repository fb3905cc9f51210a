# SPDX-License-Identifier: EUPL-1.2
"""`python -m traffpunkt` is the command line of the installation."""

from traffpunkt.config.cli import main

if __name__ == "__main__":
    main()
