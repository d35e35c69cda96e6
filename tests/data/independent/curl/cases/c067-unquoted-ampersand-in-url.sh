curl https://api.anthropic.com/v1/models?limit=2&after_id=claude-3-5-haiku-20241022 -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01"
