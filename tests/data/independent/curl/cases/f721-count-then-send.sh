BODY='{"model":"claude-sonnet-4-6","messages":[{"role":"user","content":"Hello"}]}'
curl -fs https://api.anthropic.com/v1/messages/count_tokens -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01" -H "content-type: application/json" -d "$BODY" && \
curl -fs https://api.anthropic.com/v1/messages -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01" -H "content-type: application/json" -d '{"max_tokens":100,'"${BODY#\{}"
