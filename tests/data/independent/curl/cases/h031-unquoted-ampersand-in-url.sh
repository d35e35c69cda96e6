curl -s https://api.anthropic.com/v1/models?limit=5&after_id=claude-haiku-4-5 -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01"
