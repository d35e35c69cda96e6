curl --variable model=claude-haiku-4-5 --variable '%ANTHROPIC_API_KEY' \
  --expand-header 'x-api-key: {{ANTHROPIC_API_KEY}}' -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json' \
  --expand-data '{"model":"{{model}}","max_tokens":5,"messages":[{"role":"user","content":"x"}]}' https://api.anthropic.com/v1/messages
