"""`python -m generate_track` is the command."""

import sys

from generate_track.cli.app import main

sys.exit(main())
