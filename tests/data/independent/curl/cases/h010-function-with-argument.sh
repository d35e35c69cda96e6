ask() {
  curl -sS https://api.anthropic.com/v1/messages \
    -H "x-api-key: $ANTHROPIC_API_KEY" \
    -H "anthropic-version: 2023-06-01" \
    -H "content-type: application/json" \
    -d "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":128,\"messages\":[{\"role\":\"user\",\"content\":\"$1\"}]}"
}
ask "Name three rivers"
