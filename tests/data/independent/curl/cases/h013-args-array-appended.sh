args=(-sS -X POST)
args+=(-H "x-api-key: $ANTHROPIC_API_KEY")
args+=(-H "anthropic-version: 2023-06-01" -H "content-type: application/json")
args+=(-d '{"model":"claude-sonnet-4-5","max_tokens":10,"messages":[{"role":"user","content":"[x] (y)"}]}')
curl "${args[@]}" https://api.anthropic.com/v1/messages
