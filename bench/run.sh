#!/usr/bin/env bash
# Measures all rows of docs/performance.md beside the peers and writes that file. Interrupted, the same command continues.
#   bench/run.sh            all rows, two rounds: about a quarter of an hour
#   bench/run.sh --quick    fewer clients, shorter windows, one round: a few minutes
#   bench/run.sh --fresh    forgets earlier results first
#   bench/run.sh ROW ...    only these rows; other options go to `bench rows` (see bench/run.sh --help)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
results=artifacts/bench.jsonl
web=artifacts/bench-web
options=()
for argument in "$@"; do
    case $argument in
        --fresh) rm -rf "$results" "$web" ;;
        *) options+=("$argument") ;;
    esac
done

dotnet build bench/Bench -c Release -v quiet
if [[ " $* " != *" --help "* && " $* " != *" -h "* && ! -e $web/AspireChat.Web.dll ]]; then
    dotnet publish Web -c Release -v quiet -o "$web"
fi

exec dotnet bench/Bench/bin/Release/net10.0/AspireChat.Bench.dll rows --results "$results" --report docs/performance.md --web "$web" "${options[@]}"
