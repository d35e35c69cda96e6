body='{"model":"claude-haiku-4-5","max_tokens":20,"messages":[{"role":"user","content":"Say hi"}]}'
curl https://api.anthropic.com/v1/messages -d @- -H "x-api-key: $KEY" -H "anthropic-version: 2023-06-01" -H "content-type: application/json" <<< "$body"
