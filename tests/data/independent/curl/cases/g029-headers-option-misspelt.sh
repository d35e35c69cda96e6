curl https://api.anthropic.com/v1/messages \
  --headers "x-api-key: $ANTHROPIC_API_KEY" \
  --headers "anthropic-version: 2023-06-01" \
  --headers "content-type: application/json" \
  --data '{"model":"claude-sonnet-4-5","max_tokens":100,"messages":[{"role":"user","content":"Hello"}]}'
