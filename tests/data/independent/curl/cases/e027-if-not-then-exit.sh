set -euo pipefail
if ! curl -fsS --max-time 30 -o reply.json \
     -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01" \
     -H "content-type: application/json" \
     -d '{"model":"claude-sonnet-4-5","max_tokens":5,"messages":[{"role":"user","content":"ok?"}]}' \
     https://api.anthropic.com/v1/messages
then
  echo "request failed" >&2
  exit 1
fi
