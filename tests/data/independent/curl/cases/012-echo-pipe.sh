echo '{"model": "claude-sonnet-4-5", "max_tokens": 300, "messages": [{"role": "user", "content": "Name three rivers"}]}' | \
curl -s https://api.anthropic.com/v1/messages \
  --header "x-api-key: $ANTHROPIC_API_KEY" \
  --header "anthropic-version: 2023-06-01" \
  --header "content-type: application/json" \
  --data @-
