curl https://api.anthropic.com/v1/models/claude-opus-4-6 #beta -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01"
