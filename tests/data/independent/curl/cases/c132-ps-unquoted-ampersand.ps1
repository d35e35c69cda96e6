curl.exe https://api.anthropic.com/v1/models?limit=10&before_id=claude-opus-4-1-20250805 -H "x-api-key: $env:ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01"
