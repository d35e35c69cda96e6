MODEL=claude-haiku-4-5
LIMIT=300
curl -sS https://api.anthropic.com/v1/messages -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01" -H "content-type: application/json" -d @- <<JSON
{"model": "$MODEL", "max_tokens": ${LIMIT},
"messages": [{"role": "user", "content": "It costs \$5, doesn't it?"}]}
JSON
