curl https://api.anthropic.com/v1/models?limit=50&after_id=claude-sonnet-4-5 -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01"
