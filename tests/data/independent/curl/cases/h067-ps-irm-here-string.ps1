$headers = @{
  "x-api-key"         = $env:ANTHROPIC_API_KEY
  "anthropic-version" = "2023-06-01"
}
$body = @'
{
  "model": "claude-haiku-4-5",
  "max_tokens": 24,
  "messages": [{"role": "user", "content": "Hi $5"}]
}
'@
Invoke-RestMethod -Uri https://api.anthropic.com/v1/messages -Method Post -Headers $headers -ContentType 'application/json' -Body $body
