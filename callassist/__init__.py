"""The engine: hearing, treatment, journal, guidance. It knows no Qt."""

import os

__version__ = "0.1.0"

# ONNX Runtime tells its maker how it is used, some seconds after it is imported, unless this is set before (1.32, Linux
# too). Nothing leaves the PC; what we start inherits it.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
