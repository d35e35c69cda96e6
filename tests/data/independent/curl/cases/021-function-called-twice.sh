ask() {
  curl -s https://api.anthropic.com/v1/messages \
    -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01" -H "content-type: application/json" \
    -d "{\"model\":\"${2:-claude-haiku-4-5}\",\"max_tokens\":128,\"messages\":[{\"role\":\"user\",\"content\":\"$1\"}]}"
}

ask "Who wrote Faust?"
ask "And Hamlet?" claude-sonnet-4-5
