curl -N -s https://api.anthropic.com/v1/messages \
  -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01" -H "content-type: application/json" \
  -d '{"model":"claude-haiku-4-5","max_tokens":256,"stream":true,"messages":[{"role":"user","content":"Count to 5"}]}' \
  | grep '^data: ' | sed 's/^data: //' | jq -rj 'select(.type=="content_block_delta").delta.text'
