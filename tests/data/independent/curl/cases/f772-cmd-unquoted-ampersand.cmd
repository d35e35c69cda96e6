curl -s https://api.anthropic.com/v1/models?limit=3&after_id=claude-opus-4-8 -H "x-api-key: %ANTHROPIC_API_KEY%" -H "anthropic-version: 2023-06-01"
