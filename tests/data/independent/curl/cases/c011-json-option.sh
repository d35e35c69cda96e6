curl https://api.anthropic.com/v1/messages \
  --json '{"model": "claude-sonnet-4-20250514", "max_tokens": 400, "messages": [{"role": "user", "content": "Write a limerick about tar archives"}]}' \
  -H "x-api-key: $ANTHROPIC_API_KEY" \
  -H "anthropic-version: 2023-06-01"
