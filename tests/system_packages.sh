#!/bin/sh
# The system packages that tests need. As root with apt they are installed; otherwise this prints the one
# command that does and stops.
set -eu
PACKAGES="chromium fonts-noto-core libpangoft2-1.0-0 libharfbuzz-subset0 poppler-utils postgresql"

missing() {
    command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 ||
        command -v google-chrome >/dev/null 2>&1 || return 0
    command -v pdftotext >/dev/null 2>&1 || return 0
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 || return 0
    "${BIN:-.venv/bin}/python" -c "import weasyprint" >/dev/null 2>&1 || return 0
    return 1
}

missing || exit 0
COMMAND="apt-get update && apt-get install -y --no-install-recommends $PACKAGES"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing the system packages that tests need: $PACKAGES"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $PACKAGES >/dev/null
else
    echo "Tests need some system packages. Next, run:"
    echo "    sudo sh -c '$COMMAND'"
    exit 1
fi
