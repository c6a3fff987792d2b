"""The platform's settings for tests: a data folder that goes away, a key that signs nothing real."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("SEEDBED_SECRET_KEY", "for tests only: it signs nothing real")
if "SEEDBED_HOME" not in os.environ:
    os.environ["SEEDBED_HOME"] = tempfile.mkdtemp(prefix="seedbed-tests-")
    atexit.register(shutil.rmtree, os.environ["SEEDBED_HOME"], ignore_errors=True)

from seedbed.web.config.settings import *  # noqa: F403 - the environment must be set first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
