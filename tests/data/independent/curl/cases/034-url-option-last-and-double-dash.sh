curl -H 'anthropic-version: 2023-06-01' -H "x-api-key: $ANTHROPIC_API_KEY" -- https://api.anthropic.com/v1/models
