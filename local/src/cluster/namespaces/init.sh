#!/bin/sh
# Furnishes the namespaces of an instance and becomes their PID 1. Started by namespaces.ts through
# `unshare --net --mount --pid --ipc --uts --fork`, with the host's network namespace open as descriptor 3.
# Everything made here goes with the namespaces: nothing is left to clean up on the host.
set -eu
init=$1 host_device=$2 host_address=$3 inside_address=$4 node_address=$5
cluster=$6 configuration=$7 registry=$8 git=$9

# The state folders under short names first: what is mounted below may cover the place where the clone is.
mount --make-rshared /
mount -t tmpfs -o mode=755 tmpfs /mnt
mkdir /mnt/payday
for pair in "cluster:$cluster" "configuration:$configuration" "registry:$registry" "git:$git"; do
  mkdir "/mnt/payday/${pair%%:*}"
  mount --bind "${pair#*:}" "/mnt/payday/${pair%%:*}"
done

# Programs that write to fixed places (the kubelet, CNI plugins, the container runtime) write to memory.
for place in /var/lib /var/log; do
  mkdir -p "/mnt/overlay$place/upper" "/mnt/overlay$place/work"
  mount -t overlay -o "lowerdir=$place,upperdir=/mnt/overlay$place/upper,workdir=/mnt/overlay$place/work" overlay "$place"
done
mount --rbind /mnt /run
mkdir -p /run/lock /var/log/pods /var/lib/kubelet
mount --bind /run/payday/cluster/pod-logs /var/log/pods
mount --bind /run/payday/cluster/kubelet /var/lib/kubelet
# Volumes that the kubelet mounts must reach containers, and theirs the kubelet.
mount --make-rshared /

hostname payday
# The limit of a fresh namespace is the machine's; every container holds a few instances.
[ "$(cat /proc/sys/fs/inotify/max_user_instances)" -ge 1024 ] || echo 8192 >/proc/sys/fs/inotify/max_user_instances

ip link set lo up
# On the loopback device, since not every kernel has dummy devices: an address is local whatever device it is on.
ip address add "$node_address/32" dev lo
# A namespace that was just ended may keep its device for a moment.
tries=0
until ip link add uplink type veth peer name "$host_device" netns /proc/self/fd/3 2>/dev/null; do
  tries=$((tries + 1))
  if [ "$tries" -gt 50 ]; then
    ip link add uplink type veth peer name "$host_device" netns /proc/self/fd/3
  fi
  sleep 0.1
done
nsenter --net=/proc/self/fd/3 -- ip address add "$host_address/30" dev "$host_device"
nsenter --net=/proc/self/fd/3 -- ip link set "$host_device" up
ip address add "$inside_address/30" dev uplink
ip link set uplink up
ip route add default via "$host_address"
echo 1 >/proc/sys/net/ipv4/ip_forward

# Read from outside through /proc: see isReady in namespaces.ts.
touch /run/payday/furnished
exec 3<&-
exec "$init"
