bash -c 'curl -s "https://api.anthropic.com/v1/models/$1" -H "anthropic-version: 2023-06-01" -H "x-api-key: $ANTHROPIC_API_KEY"' _ claude-opus-4-6
