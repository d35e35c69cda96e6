curl https://api.anthropic.com/v1/messages \
  -H "x-api-key: $ANTHROPIC_API_KEY" \
  -H "anthropic-version: 2023-06-01" \
  --json '{"model": "claude-sonnet-4-5", "max_tokens": 300, "messages": [{"role": "user", "content": "Name three rivers in Poland."}]}'
