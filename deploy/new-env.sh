#!/bin/sh
# Makes .env from .env.example with new random secrets. Never over one that is there: its master key may be the only one that opens a journal.
set -eu
cd "${1:-$(dirname "$0")/..}"
if [ -e .env ]; then
  echo ".env is there already. Keep it, or move it away if you know that no journal needs its master key." >&2
  exit 1
fi
random() { head -c 32 /dev/urandom | base64 | tr -d '\n'; }
plain() { random | tr '+/' '-_' | tr -d '='; }
umask 077
sed -e "s|^JOURNEY_MASTER_KEY=\$|&$(random)|" \
    -e "s|^JOURNEY_WEBHOOK_SECRET=\$|&whsec_$(random)|" \
    -e "s|^JOURNEY_API_KEY=\$|&jo_$(plain)|" \
    -e "s|^POSTGRES_PASSWORD=\$|&$(plain)|" \
    -e "s|^GRAFANA_PASSWORD=\$|&$(plain)|" .env.example > .env.new
mv .env.new .env
echo "Made .env. JOURNEY_API_KEY in it is the key to call with."
