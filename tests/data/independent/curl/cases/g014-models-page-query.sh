curl -sS "https://api.anthropic.com/v1/models?limit=3&before_id=claude-sonnet-4-5-20250929" \
     -H "anthropic-version: 2023-06-01" \
     -H "X-Api-Key: $ANTHROPIC_API_KEY" | jq -r '.data[].id' | sort
