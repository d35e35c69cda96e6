args=(-sS --http1.1)
args+=(-H "x-api-key: $ANTHROPIC_API_KEY")
args+=(-H "anthropic-version: 2023-06-01" -H "content-type: application/json")
# args+=(--proxy http://localhost:8888)
curl "${args[@]}" "https://api.anthropic.com/v1/messages" --data '{"model":"claude-sonnet-4-5","max_tokens":25,"messages":[{"role":"user","content":"# not a comment"}]}'
