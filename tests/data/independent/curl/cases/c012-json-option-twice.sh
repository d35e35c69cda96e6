curl -sS "https://api.anthropic.com/v1/messages" \
  -H "x-api-key: ${CLAUDE_KEY}" -H "anthropic-version: 2023-06-01" \
  --json '{"model":"claude-opus-4-5","max_tokens":64,"temperature":0,' \
  --json '"messages":[{"role":"user","content":"Is 91 prime? yes or no"}]}'
