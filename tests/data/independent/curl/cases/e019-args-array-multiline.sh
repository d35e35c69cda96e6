args=(
  -sS --fail-with-body          # show the error body
  -H "x-api-key: $ANTHROPIC_API_KEY"
  -H "anthropic-version: 2023-06-01"
  -H "content-type: application/json"
)
curl "${args[@]}" https://api.anthropic.com/v1/messages -d '{"model":"claude-sonnet-4-5","max_tokens":77,"messages":[{"role":"user","content":"Hi (again)"}]}'
