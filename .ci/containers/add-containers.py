"""Adds to the JSON of Podman 4's `network inspect` what Podman 5 says of each network's containers. Its argument is podman."""
import json
import subprocess
import sys


def podman(*arguments):
    done = subprocess.run([sys.argv[1], *arguments], capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else ""


def interface(settings):
    address = f"{settings['IPAddress']}/{settings['IPPrefixLen']}"
    return {"subnets": [{"ipnet": address, "gateway": settings["Gateway"]}], "mac_address": settings["MacAddress"]}


def containers(network):
    ids = podman("ps", "--quiet", "--no-trunc", "--filter", f"network={network}").split()
    # A container may be gone again, and then all that is asked with it fails: so one by one.
    for one in ids:
        for container in json.loads(podman("inspect", "--type", "container", one) or "[]"):
            settings = container["NetworkSettings"]["Networks"].get(network)
            if settings:
                yield one, {"name": container["Name"], "interfaces": {"eth0": interface(settings)}}


networks = json.load(sys.stdin)
for network in networks:
    if "containers" not in network:
        network["containers"] = dict(containers(network["name"]))
json.dump(networks, sys.stdout, indent=4)
print()
