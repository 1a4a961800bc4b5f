#!/usr/bin/env bash
# Runs all tests. ./test.sh --help says more.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
    cat <<'END'
Usage: ./test.sh [--once] [PROJECT…]

Builds AspireChat.slnx and runs its tests on real parts: redis-server, nginx, Chromium, Node.js, and containers by Docker or
Podman. On Debian and Ubuntu what is missing of them is installed with apt-get; elsewhere install them yourself. Nothing that
is there is touched. Without a container runtime, the tests that need one are skipped.

  PROJECT   run only these, for example: ./test.sh Unit.Tests ChatNode.Tests
  --once    do not try failed tests again

The parts are real, and so are a busy machine's pauses: up to 20 failed tests of a project are tried once more, after its
others. What passes only then is named at the end, with what it said the first time.

The last line is "N passed, N failed", with ", N skipped" if tests were skipped. Exit code 0 if all passed.
END
}

most_tried_again=20
while [ $# -gt 0 ]; do
    case $1 in
        -h | --help) usage; exit 0 ;;
        --once) most_tried_again=0; shift ;;
        -*) echo "$1 is not known." >&2; usage >&2; exit 2 ;;
        *) break ;;
    esac
done

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# The tests start hundreds of processes that live for seconds: what they would note for a second compilation is never used.
export DOTNET_TieredPGO=0
PATH=$PATH:/usr/sbin:/sbin

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# package → a program it brings
missing_packages() {
    local pair
    for pair in redis-server:redis-server nginx:nginx chromium-headless-shell:chromium-headless-shell nodejs:node npm:npm curl:curl python3:python3; do
        # Ubuntu has no such package; another browser will do.
        if [ "$pair" = chromium-headless-shell:chromium-headless-shell ] && command -v chromium-browser google-chrome >/dev/null; then continue; fi
        command -v "${pair#*:}" >/dev/null || echo "${pair%%:*}"
    done
}

install_missing() {
    local missing service
    mapfile -t missing < <(missing_packages)
    [ ${#missing[@]} -gt 0 ] || return 0
    if ! command -v apt-get >/dev/null; then
        echo "Missing: ${missing[*]}. Install them, then run this again." >&2
        exit 2
    fi
    echo "Installing ${missing[*]}"
    # The tests start their own servers; the packages' services would only hold ports 6379 and 80.
    local policy=/usr/sbin/policy-rc.d ours=
    if [ ! -e $policy ]; then
        printf '#!/bin/sh\nexit 101\n' | as_root tee $policy >/dev/null
        as_root chmod 755 $policy
        ours=yes
    fi
    local installed=yes
    { as_root apt-get update -q && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "${missing[@]}"; } \
        >/tmp/aspirechat-apt.log 2>&1 || installed=
    [ -z "$ours" ] || as_root rm -f $policy
    if [ -z "$installed" ]; then
        tail -20 /tmp/aspirechat-apt.log >&2
        echo "apt-get cannot install ${missing[*]}; install them yourself, then run this again." >&2
        exit 2
    fi
    if [ -d /run/systemd/system ]; then
        for service in redis-server nginx; do
            case " ${missing[*]} " in
                *" $service "*) as_root systemctl disable --now -q "$service" || true ;;
            esac
        done
    fi
}

install_missing

if [ -f tests/Cluster.Tests/js/package-lock.json ]; then
    (cd tests/Cluster.Tests/js && npm ci --no-audit --no-fund --loglevel=error)
fi

echo "Building AspireChat.slnx"
dotnet build AspireChat.slnx -v quiet -consoleLoggerParameters:NoSummary

projects=("$@")
if [ ${#projects[@]} -eq 0 ]; then
    mapfile -t projects < <(cd tests && ls -d ./*.Tests | sed 's|^\./||')
fi

# The environment of AppHost.Tests: a container runtime, or the reason why there is none.
containers=()
case " ${projects[*]} " in
    *" AppHost.Tests "*)
        reasons=$(mktemp)
        if settings=$(.ci/containers/prepare.sh 2>"$reasons"); then
            cat "$reasons"
            mapfile -t containers <<<"$settings"
        else
            echo "The tests with containers are skipped: $(tail -1 "$reasons")"
            containers=("ASPIRECHAT_NO_CONTAINERS=$(tail -1 "$reasons")")
        fi
        rm -f "$reasons"
        ;;
esac

passed=0 failed=0 skipped=0 broken=() second=()
log=$(mktemp) failures=$(mktemp)
trap 'rm -f "$log" "$failures"' EXIT

# run PROJECT [OPTION…]: its output to the terminal and to $log
run() {
    local project=$1 environment=()
    shift
    [ "$project" != AppHost.Tests ] || environment=("${containers[@]}")
    env "${environment[@]}" dotnet test --project "tests/$project/$project.csproj" --no-build --no-ansi --no-progress --output detailed "$@" 2>&1 |
        grep --line-buffered -v '^  from ' | tee "$log"
}

# count succeeded|failed|skipped: of the last run
count() { sed -n "s/^ *$1: \([0-9]*\)$/\1/p" "$log" | tail -1; }

# The last run's failed tests, each with its message, stack and output: until the next test's line or the summary.
tell_failed() {
    awk -v project="$1" '/^(passed|skipped|failed|Test run summary)|\.dll \(.*\) (passed|failed)/ { show = 0 }
        /^failed / { show = 80; print "Failed: " project ": " substr($0, 8); next } show-- > 0' "$log" >>"$failures"
}

# One project after the other: each has the machine for itself, and a crash of one is not the end of the others.
for project in "${projects[@]}"; do
    if [ ! -f "tests/$project/$project.csproj" ]; then
        echo "There is no tests/$project; there are: $(cd tests && echo ./*.Tests)" >&2
        exit 2
    fi
    echo "── $project"
    code=0
    run "$project" || code=$?
    p=$(count succeeded) f=$(count failed) s=$(count skipped)
    # A crash and an empty run have no failed test, and are failures all the same.
    if [ "$code" -ne 0 ] && [ "${f:-0}" -eq 0 ] || [ $((${p:-0} + ${f:-0})) -eq 0 ]; then
        broken+=("$project (exit code $code)")
    fi
    tell_failed "$project"
    mapfile -t methods < <(sed -n 's/^failed \([A-Za-z0-9_.+]*\).*/\1/p' "$log" | sort -u)
    if [ ${#methods[@]} -gt 0 ] && [ ${#methods[@]} -le "$most_tried_again" ]; then
        echo "── $project, once more: ${methods[*]}"
        if run "$project" --filter-method "${methods[@]}" && [ "$(count succeeded)" -ge "$f" ]; then
            p=$((p + f)) f=0
            second+=("${methods[@]}")
        else
            tell_failed "$project"
        fi
    fi
    passed=$((passed + ${p:-0})) failed=$((failed + ${f:-0})) skipped=$((skipped + ${s:-0}))
done

if [ ${#broken[@]} -gt 0 ]; then
    printf 'Did not run to its end: %s\n' "${broken[@]}" >&2
    failed=$((failed + ${#broken[@]}))
fi
cat "$failures" >&2
[ ${#second[@]} -eq 0 ] || printf 'Passed only when it was tried again: %s\n' "${second[@]}" >&2
summary="$passed passed, $failed failed"
[ "$skipped" -eq 0 ] || summary="$summary, $skipped skipped"
echo "$summary"
[ "$failed" -eq 0 ]
