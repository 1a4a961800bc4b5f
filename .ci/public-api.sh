#!/usr/bin/env bash
# Writes the public members of Contracts and Client into their PublicAPI.Unshipped.txt, as the build reports them: adds the new ones, and
# removes those that no longer exist. Look at the change with git diff: it is what users of the packages will notice.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 LC_ALL=C

for project in Contracts Client; do
    file=$project/PublicAPI.Unshipped.txt
    report=$(dotnet build "$project/$project.csproj" --no-incremental -p:TreatWarningsAsErrors=false -nodeReuse:false) || {
        echo "$report" >&2
        exit 1
    }
    added=$(sed -n "s/.*RS0016: Symbol '\(.*\)' is not part of the declared public API.*/\1/p" <<<"$report" | sort -u)
    gone=$(sed -n "s/.*RS0017: Symbol '\(.*\)' is part of the declared API.*/\1/p" <<<"$report" | sort -u)
    members=$(grep -v '^#nullable' "$file" | grep -vxF -f <(printf '%s\n' "${gone:-#}") || true)
    { echo '#nullable enable'; printf '%s\n' "$members" "$added" | sed '/^$/d' | sort -u; } >"$file.new"
    mv "$file.new" "$file"
    echo "$file: $(grep -c . <<<"$added" || true) added, $(grep -c . <<<"$gone" || true) removed"
done
