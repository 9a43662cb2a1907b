#!/bin/sh
# Creates the namespace and the search attributes of the product. Runs after each start of the server;
# where both exist, it does nothing. The retention is how long the history of an ended case can be
# looked at in Temporal; the record keeps the case itself.
set -eu

namespace=${TEMPORAL_NAMESPACE:-default}
retention=${NAMESPACE_RETENTION:-30d}

attempts=60
until temporal operator cluster health; do
  attempts=$((attempts - 1))
  if [ "$attempts" -eq 0 ]; then
    echo "Temporal does not answer at $TEMPORAL_ADDRESS" >&2
    exit 1
  fi
  sleep 2
done

if ! temporal operator namespace describe --namespace "$namespace" >/dev/null 2>&1; then
  temporal operator namespace create --namespace "$namespace" --retention "$retention"
fi

known=$(temporal operator search-attribute list --namespace "$namespace")
for pair in UnbindStatus:Keyword UnbindParked:Bool UnbindOverdue:Bool; do
  name=${pair%%:*}
  if ! echo "$known" | grep -q "$name"; then
    temporal operator search-attribute create --namespace "$namespace" --name "$name" \
      --type "${pair##*:}"
  fi
done
