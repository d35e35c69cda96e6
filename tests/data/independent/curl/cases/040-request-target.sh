curl --request-target '/v1/models?limit=3' -H "anthropic-version: 2023-06-01" -H "x-api-key: $ANTHROPIC_API_KEY" https://api.anthropic.com
