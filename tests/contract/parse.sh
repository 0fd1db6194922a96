#!/bin/sh
# parse.sh NODE FILE: runs parse.mjs, or says why not (77).
if [ ! -x "$1" ] || [ ! -e "$PARAAT_NPM/node_modules/@asyncapi/parser/package.json" ]; then
    echo "SKIPPED: $2 was not read by the parser of AsyncAPI: \"./dev test\" installs it, by npm, into $PARAAT_NPM"
    exit 77
fi
exec "$1" parse.mjs "$2"
