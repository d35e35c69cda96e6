$headers = @{
  "x-api-key": "sk-ant-api03-TESTONLY-invented-0000-AA",
  "anthropic-version": "2023-06-01",
  "content-type": "application/json"
}
Invoke-RestMethod https://api.anthropic.com/v1/messages -Method Post -Headers $headers -Body '{"model":"claude-sonnet-4-5","max_tokens":100,"messages":[{"role":"user","content":"Hello"}]}'
