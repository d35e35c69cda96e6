#!/usr/bin/env bash
set -euo pipefail

HTTP_CODE=$(curl --silent --show-error --fail-with-body \
  --connect-timeout 5 --max-time 120 --retry 3 --retry-delay 4 \
  --output reply.json --write-out '%{http_code}' \
  -X POST "https://api.anthropic.com/v1/messages" \
  -H "x-api-key: ${ANTHROPIC_API_KEY}" \
  -H "anthropic-version: 2023-06-01" \
  -H "content-type: application/json" \
  --data-binary @ci/prompt.json)

echo "claude answered with $HTTP_CODE"
