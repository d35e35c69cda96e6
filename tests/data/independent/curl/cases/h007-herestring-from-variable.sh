payload='{"model":"claude-sonnet-4-5","max_tokens":32,"messages":[{"role":"user","content":"one two"}]}'
curl -s "https://api.anthropic.com/v1/messages" -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01" -H "content-type: application/json" --data-binary @- <<<"$payload"
