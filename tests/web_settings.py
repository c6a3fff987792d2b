"""The platform's settings for tests: a data folder that goes away, a key that signs nothing real."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

# Never a database of the person who runs the tests: SQLite, or the server that tests.on_postgres starts.
os.environ["DATABASE_URL"] = os.environ.get("SEEDBED_TEST_DATABASE", "")
# The browser's driver runs a loop of its own in the thread of the tests, which Django takes for ours.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"
os.environ.setdefault("SEEDBED_SECRET_KEY", "for tests only: it signs nothing real")
if "SEEDBED_HOME" not in os.environ:
    os.environ["SEEDBED_HOME"] = tempfile.mkdtemp(prefix="seedbed-tests-")
    atexit.register(shutil.rmtree, os.environ["SEEDBED_HOME"], ignore_errors=True)

from tools.translations import compile_all

from seedbed.web.config.settings import *  # noqa: F403 - the environment must be set first

compile_all()  # what a checkout has not yet compiled, or was changed since
if not ENVIRONMENT.database:  # noqa: F405
    # A file as on a real site: connections of several threads wait for each other there, and fail in memory.
    DATABASES["default"]["TEST"] = {"NAME": f"{os.environ['SEEDBED_HOME']}/tests-{os.getpid()}.sqlite3"}  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
