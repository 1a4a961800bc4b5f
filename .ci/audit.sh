#!/usr/bin/env bash
# Checks all dependencies, transitive ones too, for known vulnerabilities: NuGet's and npm's.
# Exit code 1 if there is one. A registry that does not answer such questions is named; with --strict, that is exit code 2.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 2
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
strict=
case ${1:-} in
    "") ;;
    --strict) strict=yes ;;
    *) echo "Usage: .ci/audit.sh [--strict]" >&2; exit 2 ;;
esac
found=0 unchecked=0
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

not_checked() {
    echo "$1: not checked, $2"
    unchecked=1
}

# Whether a NuGet source has a database of vulnerabilities: without one, NuGet finds none and says nothing.
has_database() {
    curl -fsSL -m 60 "$1" 2>/dev/null | grep -q '"VulnerabilityInfo/'
}

check_nuget() {
    local source known=
    while read -r source; do
        if has_database "$source"; then known=yes; fi
    done < <(dotnet nuget list source --format short | sed -n 's/^E //p')
    if [ -z "$known" ]; then
        not_checked NuGet "no package source has a database of vulnerabilities"
    elif ! dotnet list AspireChat.sln package --vulnerable --include-transitive --format json >"$answer" 2>&1; then
        cat "$answer"
        not_checked NuGet "see above (dotnet restore AspireChat.sln first)"
    elif ! python3 - "$answer" <<'PY'; then
import json, sys
seen = set()
for project in json.load(open(sys.argv[1])).get("projects", []):
    for framework in project.get("frameworks", []):
        for package in framework.get("topLevelPackages", []) + framework.get("transitivePackages", []):
            for one in package.get("vulnerabilities", []):
                seen.add((package["id"], package["resolvedVersion"], one["severity"], one["advisoryurl"]))
for one in sorted(seen):
    print("NuGet:", *one)
if not seen:
    print("NuGet: no known vulnerabilities")
sys.exit(1 if seen else 0)
PY
        found=1
    fi
}

# check_npm FOLDER, which has a package-lock.json
check_npm() {
    npm audit --json --prefix "$1" >"$answer" 2>/dev/null
    python3 - "$1" "$answer" <<'PY'
import json, sys
folder, file = sys.argv[1:]
try:
    answer = json.load(open(file))
except ValueError:
    answer = {}
if "vulnerabilities" not in answer:
    sys.exit(3)
for name, one in sorted(answer["vulnerabilities"].items()):
    print(f"npm, {folder}: {name} {one['range']} {one['severity']}")
if not answer["vulnerabilities"]:
    print(f"npm, {folder}: no known vulnerabilities")
sys.exit(1 if answer["vulnerabilities"] else 0)
PY
    case $? in
        0) ;;
        1) found=1 ;;
        *) not_checked "npm, $1" "the registry does not answer npm audit" ;;
    esac
}

check_nuget
while read -r lock; do
    check_npm "$(dirname "$lock")"
done < <(find . -name node_modules -prune -o -name package-lock.json -print)

if [ "$found" -ne 0 ]; then exit 1; fi
if [ "$unchecked" -ne 0 ] && [ -n "$strict" ]; then exit 2; fi
exit 0
