"""Starts JupyterLab for `briefing lab`, and ends it with the launcher."""

import os
import signal
import sys
import threading

import jupyterlab.commands


def end_with_the_launcher():
    """The launcher holds the other end of stdin, so the server ends however the launcher does."""
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


# It would start Yarn, which writes to the home folder, to query a registry that is not used here.
jupyterlab.commands._yarn_config = lambda logger: {"yarn config": {}, "npm config": {}}

from jupyterlab.labapp import main  # noqa: E402

threading.Thread(target=end_with_the_launcher, daemon=True).start()
sys.exit(main())
