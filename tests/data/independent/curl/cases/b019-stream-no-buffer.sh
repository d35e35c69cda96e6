curl -N --no-progress-meter https://api.anthropic.com/v1/messages \
     --header "anthropic-version: 2023-06-01" \
     --header "accept: text/event-stream" \
     --header "content-type: application/json" \
     --header "x-api-key: $ANTHROPIC_API_KEY" \
     --data \
'{
  "model": "claude-opus-4-6",
  "messages": [{"role": "user", "content": "Hello"}],
  "max_tokens": 256,
  "stream": true
}' | grep --line-buffered '^data:' | sed 's/^data: //'
