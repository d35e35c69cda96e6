1  curl https://api.anthropic.com/v1/messages \
2    -H "x-api-key: $ANTHROPIC_API_KEY" \
3    -H "anthropic-version: 2023-06-01" \
4    -H "content-type: application/json" \
5    -d '{"model":"claude-sonnet-4-5","max_tokens":10,"messages":[{"role":"user","content":"Hi"}]}'
