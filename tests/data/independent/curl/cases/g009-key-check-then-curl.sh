#!/usr/bin/env bash
set -euo pipefail
if [[ -z "${ANTHROPIC_API_KEY}" ]]; then
  echo "no key" >&2
  exit 1
fi
curl --fail-with-body --silent --show-error https://api.anthropic.com/v1/messages \
  --header "x-api-key: ${ANTHROPIC_API_KEY}" \
  --header "anthropic-version: 2023-06-01" \
  --header "content-type: application/json" \
  --data '{"model":"claude-sonnet-4-5","max_tokens":16,"messages":[{"role":"user","content":"ok?"}]}'
