"""Starts JupyterLab for `briefing lab`, and ends it with the launcher."""

import os
import signal
import sys
import threading

import jupyterlab.commands


def end_with_the_launcher():
    """The launcher holds the other end of stdin: however it ends, so does the server."""
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


# It would start Yarn, which writes to the home folder, to ask for a registry that nothing here uses.
jupyterlab.commands._yarn_config = lambda logger: {"yarn config": {}, "npm config": {}}

from jupyterlab.labapp import main  # noqa: E402

threading.Thread(target=end_with_the_launcher, daemon=True).start()
sys.exit(main())
