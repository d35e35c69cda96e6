curl -s "https://api.anthropic.com/v1/models?limit=3&before_id=claude-sonnet-4-5-20250929" -H "x-api-key: ${ANTHROPIC_API_KEY}" -H "anthropic-version: 2023-06-01" | jq -r '.data[].id'
