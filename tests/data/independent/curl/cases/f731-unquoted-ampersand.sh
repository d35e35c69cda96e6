curl -s https://api.anthropic.com/v1/models?limit=20&after_id=claude-sonnet-4-6 -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01"
