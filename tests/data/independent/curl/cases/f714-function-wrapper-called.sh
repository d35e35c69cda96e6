ask_claude() {
  local model="${2:-claude-sonnet-4-6}"
  curl -sS "https://api.anthropic.com/v1/messages" \
    -H "x-api-key: $ANTHROPIC_API_KEY" \
    -H "anthropic-version: 2023-06-01" \
    -H "content-type: application/json" \
    -d "{\"model\":\"$model\",\"max_tokens\":512,\"messages\":[{\"role\":\"user\",\"content\":\"$1\"}]}"
}

ask_claude "What is a monad"
