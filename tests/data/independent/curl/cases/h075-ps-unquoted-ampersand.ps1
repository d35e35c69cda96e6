curl.exe -s https://api.anthropic.com/v1/models?limit=2&after_id=claude-haiku-4-5 -H "x-api-key: $env:ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01"
