curl -h "x-api-key: $ANTHROPIC_API_KEY" -h "anthropic-version: 2023-06-01" https://api.anthropic.com/v1/models
