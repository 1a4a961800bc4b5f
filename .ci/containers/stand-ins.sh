#!/usr/bin/env bash
# Makes the images that the AppHost asks for where no registry can be reached: stand-ins.sh RUNTIME REDIS NGINX BASE
#
# One root file system for all three: this machine's own redis-server and nginx, a shell, what the ingress's scripts call, and the
# libraries of all of them. They are the programs that the other tests run, too, and copying them takes a second where a
# distribution takes a minute. For the tests only; the product never uses them.
set -euo pipefail
runtime=$1 redis=$2 nginx=$3 base=$4
PATH=$PATH:/usr/sbin:/sbin
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

programs=(redis-server redis-cli nginx sh awk curl timeout sed grep cat ls cp mv rm ln mkdir chmod chown touch tr cut head tail sort wc
    id env getent sleep date readlink dirname basename mktemp find kill uname true false)
mkdir -p "$root"/{bin,usr/bin,etc,tmp,data,proc,sys,dev,root,var/log/nginx,var/lib/nginx,etc/nginx,etc/ssl/certs}
chmod 1777 "$root/tmp"
# The official Redis image runs as 999 and nginx's user is 101; the ingress's Dockerfile names that by number.
printf '%s\n' root:x:0:0:root:/root:/bin/sh redis:x:999:999::/data:/bin/false nginx:x:101:101::/tmp:/bin/false \
    nobody:x:65534:65534::/nonexistent:/bin/false >"$root/etc/passwd"
printf '%s\n' root:x:0: redis:x:999: nginx:x:101: nogroup:x:65534: >"$root/etc/group"
echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
chown 999:999 "$root/data"

# Aspire copies a program of its own into the third, built for an older C library: it looks for parts that are one file today.
older=(libdl.so.2 libpthread.so.0 librt.so.1 libm.so.6 libresolv.so.2)

{
    for library in "${older[@]}"; do /sbin/ldconfig -p | awk -v name="$library" '$1 == name && /64/ { print $NF; exit }'; done
    for program in "${programs[@]}"; do
        if ! path=$(type -P "$program"); then
            echo "This machine has no $program." >&2
            exit 1
        fi
        cp -L "$path" "$root/usr/bin/$program"
        ln -sf "/usr/bin/$program" "$root/bin/$program"
        ldd "$path" 2>/dev/null | grep -o '/[^ ]*' || true
    done
} | sort -u | while read -r library; do
    mkdir -p "$root$(dirname "$library")"
    cp -L "$library" "$root$library"
done
cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/" 2>/dev/null || true

import() { # NAME and Dockerfile instructions
    local image=$1 change=()
    shift
    for instruction in 'LABEL aspirechat.stand-in=yes' "$@"; do change+=(--change "$instruction"); done
    tar -C "$root" -c . | "$runtime" import "${change[@]}" - "$image"
}
import "$redis" 'CMD ["redis-server"]' 'WORKDIR /data' 'VOLUME /data' 'EXPOSE 6379'
import "$nginx" 'CMD ["nginx", "-g", "daemon off;"]' 'EXPOSE 80'
import "$base" 'CMD ["/bin/sh"]'
