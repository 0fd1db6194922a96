#!/usr/bin/env bash
# Makes src/wire, the readers of the messages that the page takes as FlatBuffers, from schemas/*.fbs. Never committed.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
to=$here/src/wire
part=$to.part
rm -rf "$part"
cd "$here/../../schemas"
for schema in common deployment incident unit alert notice instruction board board_summary team_board hub_status briefing; do
    flatc --ts -o "$part" "$schema.fbs"
done
# Its own paths are those of the name space; here all of them stand in one folder.
sed -i "s#'../../paraat/wire/#'./#" "$part"/paraat/wire/*.ts
rm -rf "$to"
mv "$part/paraat/wire" "$to"
rm -rf "$part"
