#!/bin/sh
# Installs from the wheels beside it, the first time only and without a network, and starts the app. What stands after
# the name is passed on, for example: ./run.sh --server.port 8600
set -eu
cd "$(dirname "$0")"
need=$(cat python-version.txt)

if ! cmp -s requirements.txt .venv/installed.txt; then
    python=
    for name in "python$need" python3 python; do
        if "$name" -c "import sys, venv; sys.exit('%d.%d' % sys.version_info[:2] != '$need')" 2>/dev/null; then
            python=$name
            break
        fi
    done
    if [ -z "$python" ]; then
        echo "Python $need was not found. Install it, or make the bundle anew for the Python that is here." >&2
        exit 1
    fi
    echo "Installing from the folder wheels (the first time only, about a minute)"
    rm -rf .venv
    "$python" -m venv --without-pip .venv
    PYTHONPATH=$(echo wheels/pip-*.whl) .venv/bin/python -m pip --isolated --disable-pip-version-check install --quiet \
        --no-index --find-links wheels --no-deps --require-hashes -r requirements.txt
    cp requirements.txt .venv/installed.txt
fi
exec .venv/bin/python -m streamlit run app.py "$@"
