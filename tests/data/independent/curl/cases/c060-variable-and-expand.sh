curl --variable %ANTHROPIC_API_KEY --variable prompt="Give me a haiku about rain" \
  --expand-header "x-api-key: {{ANTHROPIC_API_KEY}}" \
  -H "anthropic-version: 2023-06-01" -H "content-type: application/json" \
  --expand-data '{"model":"claude-sonnet-4-5","max_tokens":99,"messages":[{"role":"user","content":"{{prompt:json}}"}]}' \
  https://api.anthropic.com/v1/messages
