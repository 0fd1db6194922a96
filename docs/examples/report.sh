#!/bin/sh
# A report with nothing but mosquitto-clients, and its receipt: report.sh. From the environment: HOST, PORT, ACCOUNT, PASSWORD (for a broker with accounts).
# Exits 0 when the hub has it, 1 when it refuses it for good, 75 when nobody answered.
set -eu
account=${ACCOUNT:-radio-7}
options=$(mktemp -d)
trap 'rm -rf "$options"' EXIT
# In a file, since everybody on this machine can read a command line.
if [ -n "${PASSWORD:-}" ]; then
    (umask 077 && printf -- '-u %s\n-P %s\n' "$account" "$PASSWORD" >"$options/mosquitto_rr")
    export XDG_CONFIG_HOME="$options"
    unset PASSWORD
fi

# The id is made once for what happened, before the first try: a resend of the same bytes makes nothing new.
id=example-$(date +%s)-$$
body="{\"id\":\"$id\",\"category\":\"${CATEGORY:-theft}\",\"text\":\"bicycle gone\",\"lat\":51.92,\"lon\":4.48,\"accuracy_m\":10}"

try=1
while [ "$try" -le 6 ]; do
    # Subscribes, publishes, and waits for what comes: the receipts of all inputs of this account, so the id counts.
    receipt=$(mosquitto_rr -V mqttv311 -h "${HOST:-127.0.0.1}" -p "${PORT:-1883}" -q 1 -W 5 \
        -t "oov/up/$account/report" -e "oov/down/$account/receipt" -m "$body") || receipt=
    case $receipt in
        *"\"id\":\"$id\""*'"retry":true'*) echo "not now, try $try: $receipt" >&2 ;;
        *"\"id\":\"$id\""*'"accepted":true'*) echo "$receipt"; exit 0 ;;
        *"\"id\":\"$id\""*) echo "$receipt"; exit 1 ;;
        *) echo "no receipt of it yet, try $try" >&2 ;;
    esac
    sleep "$try"
    try=$((try + 1))
done
echo "the hub did not answer: keep this, and send it again later: $body" >&2
exit 75
