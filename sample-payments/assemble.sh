#!/bin/sh
# Puts what a service needs to run into /service: its code, that of the workspaces it uses, and their packages.
# Part of the image build: it changes the tree it stands in.
#   sh assemble.sh payments-api
set -eu
workspace=$1

# npm installs what linked workspaces need for development as well, so they need nothing for it here.
npm pkg delete devDependencies --workspaces
rm -rf node_modules ./*/node_modules
npm ci --omit=dev --ignore-scripts --no-audit --no-fund --workspace="$workspace"

mkdir /service
cp -R package.json node_modules /service/
for link in node_modules/@payments/*; do
  folder=$(basename "$(readlink "$link")")
  mkdir "/service/$folder"
  cp -R "$folder/package.json" "$folder/dist" "/service/$folder/"
  if [ -d "$folder/node_modules" ]; then cp -R "$folder/node_modules" "/service/$folder/"; fi
done

# Only compilers and debuggers read these.
find /service \( -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.map' -o -name '*.tsbuildinfo' \) -type f -delete
find /service -exec touch -h -d @0 {} +
