Invoke-RestMethod -Uri "https://api.anthropic.com/v1/messages" -Method Post `
  -Headers "x-api-key: $env:ANTHROPIC_API_KEY", "anthropic-version: 2023-06-01" `
  -ContentType "application/json" `
  -Body '{"model":"claude-sonnet-4-5","max_tokens":100,"messages":[{"role":"user","content":"Hello"}]}'
