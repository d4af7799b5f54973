#!/usr/bin/env bash
# Installs the engines that `npm run bench:engine` compares with into a cache folder outside the repository and prints it.
# Nothing of the product depends on them. hnswlib-node is compiled against the headers that came with this Node.
set -euo pipefail
folder="${XDG_CACHE_HOME:-$HOME/.cache}/zhipei/bench-peers"
mkdir -p "$folder"
[ -f "$folder/package.json" ] || echo '{ "private": true }' > "$folder/package.json"
cd "$folder"
npm install --ignore-scripts --no-fund --no-audit @zvec/zvec@0.7 hnswlib-node@3 node-gyp@11 >&2
prefix="$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")"
if [ ! -f node_modules/hnswlib-node/build/Release/addon.node ]; then
  (cd node_modules/hnswlib-node && ../.bin/node-gyp rebuild --nodedir="$prefix" >&2)
fi
echo "$folder"
