curl --request POST https://api.anthropic.com/v1/messages \
     --header "content-type: application/json" \
     --header "anthropic-version: 2023-06-01" \
     --header "x-api-key: $ANTHROPIC_API_KEY" \
     --data '{
  "model": "claude-haiku-4-5",
  "max_tokens": 400,
  "system": "You answer in one sentence.",
  "messages": [
    {"role": "user", "content": "Why is the sky blue?"},
    {"role": "assistant", "content": "Rayleigh scattering."},
    {"role": "user", "content": "And at sunset?"}
  ]
}'
