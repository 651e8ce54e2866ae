"""The frozen `callassist-hook`, which imports only what the hook itself does."""

from __future__ import annotations

import sys

from callassist.hook import main

sys.exit(main())
