MODEL=claude-haiku-4-5
tee request.json >/dev/null <<JSON
{"model": "$MODEL", "max_tokens": 64, "messages": [{"role": "user", "content": "ping"}]}
JSON
curl -s -X POST https://api.anthropic.com/v1/messages -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01" -H "content-type: application/json" --data-binary @request.json -o response.json
