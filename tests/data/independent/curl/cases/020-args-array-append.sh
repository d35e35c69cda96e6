args=(-sS --max-time 60)
args+=(-H "x-api-key: ${ANTHROPIC_API_KEY}")
args+=(-H 'anthropic-version: 2023-06-01' -H 'content-type: application/json')
args+=(--data '{"model":"claude-haiku-4-5","max_tokens":8,"messages":[{"role":"user","content":"two  blanks"}]}')
curl "${args[@]}" https://api.anthropic.com/v1/messages
