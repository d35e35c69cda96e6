curl -sS -X GET "https://api.anthropic.com/v1/models?limit=5&after_id=claude-haiku-4-5-20251001" --header "X-Api-Key: $ANTHROPIC_API_KEY" --header "Anthropic-Version: 2023-06-01"
