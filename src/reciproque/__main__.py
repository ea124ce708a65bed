"""The `reciproque` command."""

import os
import sys


def main() -> None:
    """Run one of the commands listed by `reciproque help`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reciproque.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415  (slow, and it needs the line above)

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
