#!/bin/sh
# Checks the kernel of this working copy with the ecosystem's conformance suite.
#   test/conformance/run.sh [TEST…]      e.g. test_kernel.Beyond.test_flood
# Needs Python 3 with venv and, the first time, a package index. VENV names another place for the environment.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
venv=${VENV:-$root/node_modules/.cache/conformance}
[ -f "$root/src/briefing/dist/engine/kernel/main.js" ] || { echo "dist/ is missing: npm run compile" >&2; exit 2; }

if ! [ -f "$venv/complete" ] || ! cmp -s "$here/requirements.txt" "$venv/complete"; then
  python3 -m venv --clear "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
  cp "$here/requirements.txt" "$venv/complete"
fi

specs=$(mktemp -d)
trap 'rm -rf "$specs"' EXIT
mkdir -p "$specs/kernels/tslab"
node --input-type=module -e '
  const { writeFileSync } = await import("node:fs");
  const { pathToFileURL } = await import("node:url");
  const { installedKernelSpec } = await import(pathToFileURL(process.argv[1]).href);
  writeFileSync(process.argv[2], JSON.stringify(installedKernelSpec(), null, 1));
' "$root/src/briefing/dist/engine/kernel/spec.js" "$specs/kernels/tslab/kernel.json"

cd "$here"
[ $# -gt 0 ] || set -- test_kernel
JUPYTER_PATH="$specs" KERNEL_NAME=tslab PYTHONDONTWRITEBYTECODE=1 "$venv/bin/python" -m unittest -v "$@"
