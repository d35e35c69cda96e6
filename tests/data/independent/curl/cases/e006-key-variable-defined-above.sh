API_KEY="sk-ant-api03-Vt8qLw2NxR5mZc0Ku7YpJd4HsBg1Fe9-rTaMoQiEXAMPLE-XwAA"
MODEL=claude-haiku-4-5

curl -sS https://api.anthropic.com/v1/messages \
  -H "x-api-key: $API_KEY" \
  -H "anthropic-version: 2023-06-01" \
  -H "content-type: application/json" \
  -d "{
    \"model\": \"$MODEL\",
    \"max_tokens\": 128,
    \"messages\": [{\"role\": \"user\", \"content\": \"Name three rivers.\"}]
  }"
