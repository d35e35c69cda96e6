MODEL=claude-sonnet-4-5
API_KEY='sk-ant-api03-EXAMPLE-pretend-key'
URL="https://api.anthropic.com/v1"

curl -X POST "$URL/messages" \
  -H "x-api-key: $API_KEY" \
  -H "anthropic-version: 2023-06-01" \
  -H "content-type: application/json" \
  -d "{\"model\":\"$MODEL\",\"max_tokens\":333,\"messages\":[{\"role\":\"user\",\"content\":\"Which month is the warmest in Perth?\"}]}"
