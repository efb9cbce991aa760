#!/usr/bin/env bash
# Installs the package outside of the workspace and runs `verify` in the workspace.
set -euo pipefail
home="$RUNNER_TEMP/payment-intent-contract"
mkdir -p "$home"
if [ -z "$PACKAGE" ]; then
  checkout=$(cd "$GITHUB_ACTION_PATH/../../.." && pwd)
  (cd "$checkout" && npm ci --no-audit --no-fund && npm pack --pack-destination "$home")
  PACKAGE=$(ls "$home"/payment-intent-contract-*.tgz)
fi
npm install --no-audit --no-fund --prefix "$home" "$PACKAGE"

# A pattern of ids is for the kit, not for the names of files here.
set -f
# shellcheck disable=SC2086 # Options are separated by spaces.
exec "$home/node_modules/.bin/payment-intent-contract" verify "$DIALECT" --url "$URL" \
  --reporter pretty --reporter "junit=$REPORT" $OPTIONS
