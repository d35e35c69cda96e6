curl https://api.anthropic.com/v1/messages \
  -H "x-api-key: sk-ant-api03-zzNotReal-9081726354_MadeUpByHandzzNotReal-9081726354_MadeUpByHandzzNotReal-9081726354_MadeUpAA" \
  -H "anthropic-version: 2023-06-01" \
  -H "content-type: application/json" \
  -d '{"model":"claude-sonnet-4-6","max_tokens":70,"messages":[{"role":"user","content":"Hello"}]}'
