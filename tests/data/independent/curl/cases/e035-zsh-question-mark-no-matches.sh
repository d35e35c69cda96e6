% curl -s https://api.anthropic.com/v1/models?limit=100 -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01"
zsh: no matches found: https://api.anthropic.com/v1/models?limit=100
