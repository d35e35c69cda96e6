curl -sS https://api.anthropic.com/v1/messages \
  -H "x-api-key: ${ANTHROPIC_API_KEY}" \
  -H "anthropic-version: 2023-06-01" \
  -H "content-type: application/json" \
  --data-binary @- <<JSON
{
  "model": "${CLAUDE_MODEL}",
  "max_tokens": 200,
  "messages": [{"role": "user", "content": "It costs \$5, say it in French"}]
}
JSON
