BASE=https://api.anthropic.com
MODEL="claude-haiku-4-5"
PROMPT='List 3 colours'
curl "$BASE/v1/messages" \
  -H "x-api-key: $ANTHROPIC_API_KEY" \
  -H "anthropic-version: 2023-06-01" \
  -H "content-type: application/json" \
  -d "{\"model\": \"$MODEL\", \"max_tokens\": 60, \"messages\": [{\"role\": \"user\", \"content\": \"${PROMPT}\"}]}"
