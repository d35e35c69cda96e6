BASE="https://api.anthropic.com"
curl "$BASE"'/v1/messages/'count_tokens -H "x-api-key: "$ANTHROPIC_API_KEY -H 'anthropic-version: ''2023-06-01' -H content-type:\ application/json -d '{"model":"claude-sonnet-4-5","messages":[{"role":"user","content":"How many?"}]}'
