curl https://api.anthropic.com/v1/messages \
    --header "x-api-key: $ANTHROPIC_API_KEY" \
    --header "anthropic-version: 2023-06-01" \
    --header "content-type: application/json" \
    --data '{
  "model": "claude-opus-4-5",
  "max_tokens": 20000,
  "temperature": 1,
  "system": "You'\''re a pirate; don'\''t break character.",
  "messages": [{"role": "user", "content": [{"type": "text", "text": "What'\''s up?"}]}]
}'
