#!/usr/bin/env bash
# Makes a machine ready for the tests that need containers: a runtime that answers, and the images that the AppHost asks for.
#
# On standard output: the environment that the tests need, one NAME=VALUE a line. Exit code 1 if there is no runtime, with one line on
# standard error that says why.
#
# A runtime that answers is used as it is. On Debian and Ubuntu, Podman is installed where there is none. Nothing in /etc is changed:
# what Podman needs here goes into a file of its own (CONTAINERS_CONF) in the cache folder. The images stay between runs.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/aspirechat-containers
mkdir -p "$cache"
log=$cache/log
: >"$log"

# What the AppHost starts: its Redis (the tag is that of Aspire.Hosting.Redis), the ingress's base image, and the base of the image
# by which Aspire lets containers reach the processes of the host.
nginx=$(sed -n 's/^FROM //p' "$here/../../Ingress/Dockerfile")
images=(docker.io/library/redis:8.6 "docker.io/library/$nginx" mcr.microsoft.com/azurelinux/base/core:3.0)

give_up() {
    echo "$*" >&2
    exit 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

answers() { command -v "$1" >/dev/null && timeout 20 "$1" container ls -n 1 >>"$log" 2>&1; }

install_podman() {
    command -v apt-get >/dev/null || give_up "no container runtime answers; start Docker or Podman."
    # runc and not crun: crun fails where the kernel lacks what it takes for granted. Both are tried, below.
    local packages=(podman runc netavark aardvark-dns iptables ca-certificates)
    echo "Installing ${packages[*]}" >&2
    { as_root apt-get update -q && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "${packages[@]}"; } \
        >>"$log" 2>&1 || give_up "no container runtime answers, and apt-get cannot install Podman (see $log)."
}

# Runs a container that does nothing.
runs() { timeout 60 "$runtime" run --rm --entrypoint redis-server "${images[0]}" --version >>"$log" 2>&1; }

# limit WISHED HARD: what may be asked for. Inside another container or a small virtual machine, root may not raise its limits.
limit() { if [ "$2" = unlimited ] || [ "$1" -lt "$2" ]; then echo "$1"; else echo "$2"; fi; }

write_configuration() {
    local files processes
    files=$(limit 32768 "$(ulimit -Hn)") processes=$(limit 4096 "$(ulimit -Hu)")
    {
        echo "[containers]"
        echo "default_ulimits = [\"nofile=$files:$files\", \"nproc=$processes:$processes\"]"
        echo "[engine]"
        echo "runtime = \"$1\""
    } >"$cache/containers.conf"
}

if answers docker; then
    runtime=docker
else
    answers podman || install_podman
    answers podman || give_up "Podman is installed but does not answer: $(podman container ls 2>&1 | tail -1)"
    runtime=podman
fi

# Stand-ins of an earlier run are replaced by the real images as soon as a registry can be reached.
wanted=() missing=
for image in "${images[@]}"; do
    label=$("$runtime" image inspect --format '{{index .Config.Labels "aspirechat.stand-in"}}' "$image" 2>/dev/null) && found=yes || found=
    [ -n "$found" ] || missing=yes
    [ -n "$found" ] && [ "$label" != yes ] || wanted+=("$image")
done
pulled=yes
for image in ${wanted[@]+"${wanted[@]}"}; do
    # One registry that cannot be reached is enough to know: no image of it is waited for twice.
    timeout 120 "$runtime" pull -q "$image" >>"$log" 2>&1 || { pulled=; break; }
done
if [ -z "$pulled" ] && [ -n "$missing" ]; then
    echo "No registry within reach: the images are made from this machine's own redis-server and nginx." >&2
    "$here/stand-ins.sh" "$runtime" "${images[@]}" >>"$log" 2>&1 || give_up "the images cannot be made: $(tail -1 "$log")"
fi

if ! runs && [ "$runtime" = podman ]; then
    for program in runc crun; do
        command -v "$program" >/dev/null || continue
        write_configuration "$program"
        export CONTAINERS_CONF=$cache/containers.conf
        runs && break
    done
fi
runs || give_up "$runtime cannot run a container: $(tail -1 "$log")"

# Containers that were killed together with Podman leave their published ports behind as firewall rules: a program that gets such a port
# later cannot be reached. Where there is no container, no rule has an owner.
if [ "$runtime" = podman ] && [ "$(id -u)" = 0 ] && [ -z "$(podman ps -aq)" ] &&
    iptables -t nat -n -L NETAVARK-HOSTPORT-DNAT 2>/dev/null | grep -q dnat; then
    echo "Removing the firewall rules of containers that are gone." >&2
    iptables -t nat -F NETAVARK-HOSTPORT-DNAT >>"$log" 2>&1
fi

echo "ASPIRE_CONTAINER_RUNTIME=$runtime"
[ -z "${CONTAINERS_CONF:-}" ] || echo "CONTAINERS_CONF=$CONTAINERS_CONF"
[ "$runtime" != podman ] || echo "PATH=$here:$PATH"
