curl https://api.anthropic.com/v1/messages \
  --oauth2-bearer "$ANTHROPIC_API_KEY" \
  -H 'anthropic-version: 2023-06-01' \
  -H 'content-type: application/json' \
  -d '{"model":"claude-sonnet-5","max_tokens":200,"messages":[{"role":"user","content":"Name three rivers."}]}'
