curl -s https://api.anthropic.com/v1/messages -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01" -H "content-type: application/json" -d @- <<'JSON'
{
  "model": "claude-sonnet-4-5-20250929",
  "max_tokens": 700,
  "messages": [
    {"role": "user", "content": "What does $HOME hold on Linux, and what's `pwd` for?"}
  ]
}
JSON
