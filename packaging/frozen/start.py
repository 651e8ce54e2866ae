"""The frozen `callassist`: the command line, the window, and every child process of theirs."""

from __future__ import annotations

import os
import sys
import warnings
from multiprocessing import freeze_support

# A company's own certificate authority is in the system's bundle; the app would otherwise know only those it carries.
_SYSTEM_CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"

if __name__ == "__main__":
    # A child process is this same program, started anew: it must be told apart before anything else is done.
    freeze_support()

    if sys.platform == "linux" and os.access(_SYSTEM_CERTIFICATES, os.R_OK):
        os.environ.setdefault("SSL_CERT_FILE", _SYSTEM_CERTIFICATES)

    # Pillow is left out: fpdf2 would put pictures into a report with it, which has none, and warns of its absence.
    warnings.filterwarnings("ignore", message="Pillow could not be imported")

    from callassist.cli import main

    main()
