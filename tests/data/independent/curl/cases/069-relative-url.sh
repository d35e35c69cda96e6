curl -d '{"model":"claude-haiku-4-5","max_tokens":5,"messages":[]}' -H "Content-Type: application/json" -H "x-api-key: $ANTHROPIC_API_KEY" -X POST '/v1/messages' -o Results.json
