#!/bin/sh
# run.sh FOLDER COMMAND...: runs a program of FOLDER's node_modules there, or skips (77) where ./dev test could not put them.
set -eu
here=$(pwd)
cd "$1"
shift
if [ ! -e node_modules/.whole ]; then
    echo "SKIPPED: no packages of npm in $(pwd); ./dev test puts them there"
    exit 77
fi
for node in "$here/../../build/node/bin"; do
    if [ -x "$node/node" ]; then export PATH="$node:$PATH"; fi
done
export PATH="$(pwd)/node_modules/.bin:$PATH"
exec "$@"
