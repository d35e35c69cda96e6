#!/usr/bin/env bash
set -euo pipefail
: "${ANTHROPIC_API_KEY:?set it first}"

URL='https://api.anthropic.com/v1/messages'
# -- one test call --
curl --fail-with-body -sS "$URL" \
  -H "x-api-key: ${ANTHROPIC_API_KEY}" \
  -H "anthropic-version: 2023-06-01" \
  -H "content-type: application/json" \
  -d '{"model":"claude-haiku-4-5","max_tokens":5,"messages":[{"role":"user","content":"# not a comment"}]}'
