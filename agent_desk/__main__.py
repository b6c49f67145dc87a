"""``python -m agent_desk`` and the command ``agent-desk``."""

import sys

from agent_desk.bootstrap import main as _main


def main() -> None:
    """Entry point of the installed command."""
    sys.exit(_main())


if __name__ == "__main__":
    main()
