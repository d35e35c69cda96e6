curl --json '{"model":"claude-opus-4-8","messages":[{"role":"user","content":"How many tokens is this?"}]}' \
     -H "x-api-key: $ANTHROPIC_API_KEY" \
     -H "anthropic-version: 2023-06-01" \
     https://api.anthropic.com/v1/messages/count_tokens
