curl -s https://api.anthropic.com/v1/models/claude-opus-4-1 -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01"; echo "---"

curl -s https://api.anthropic.com/v1/messages/count_tokens \
  -H "x-api-key: $ANTHROPIC_API_KEY" \
  -H "anthropic-version: 2023-06-01" \
  -H "content-type: application/json" \
  -d '{"model":"claude-opus-4-1","messages":[{"role":"user","content":"Count me"}]}'
