curl -X POST [https://api.anthropic.com/v1/messages](https://api.anthropic.com/v1/messages) \
  -H "x-api-key: $ANTHROPIC_API_KEY" \
  -H "anthropic-version: 2023-06-01" \
  -H "Content-Type: application/json" \
  -d '{"model":"claude-sonnet-4-5","max_tokens":30,"messages":[{"role":"user","content":"hi"}]}'
