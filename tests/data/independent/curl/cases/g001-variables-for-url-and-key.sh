API=https://api.anthropic.com/v1
KEY=sk-ant-api03-TESTONLY-invented-0000-AA
curl -s "$API/messages" -H "x-api-key: $KEY" -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json' -d '{"model":"claude-haiku-4-5","max_tokens":64,"messages":[{"role":"user","content":"ping"}]}'
