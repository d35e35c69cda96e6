curl --request POST \
  --url https://api.anthropic.com/v1/messages \
  --header "x-api-key: $ANTHROPIC_API_KEY" \
  --header "anthropic-version: 2023-06-01"
  --header "content-type: application/json" \
  --data '{"model":"claude-opus-4-8","max_tokens":120,"messages":[{"role":"user","content":"Hello"}]}'
