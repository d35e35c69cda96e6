curl -sS -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01" "api.anthropic.com/v1/models?limit=5"
