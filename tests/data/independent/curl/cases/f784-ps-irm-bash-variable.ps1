$headers = @{
  "x-api-key" = "$ANTHROPIC_API_KEY"
  "anthropic-version" = "2023-06-01"
}
Invoke-RestMethod -Method Post -Uri https://api.anthropic.com/v1/messages -Headers $headers -ContentType "application/json" -Body '{"model":"claude-haiku-4-5","max_tokens":33,"messages":[{"role":"user","content":"Hello"}]}'
