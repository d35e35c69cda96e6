#!/usr/bin/env bash
set -euo pipefail

tmp=$(mktemp)
cat > "$tmp" << EOF
{
  "model": "claude-opus-4-6",
  "messages": [{"role": "user", "content": "count me"}]
}
EOF
curl --fail-with-body --silent --show-error \
     --request POST 'https://api.anthropic.com/v1/messages/count_tokens' \
     --header 'anthropic-version: 2023-06-01' \
     --header 'content-type: application/json' \
     --header "x-api-key: ${ANTHROPIC_API_KEY}" \
     --data @"$tmp"
rm -f "$tmp"
