$headers = @{
  "x-api-key"         = $env:ANTHROPIC_API_KEY
  "anthropic-version" = "2023-06-01"
}
$body = @{
  model      = "claude-haiku-4-5"
  max_tokens = 24
  messages   = @(
    @{ role = "user"; content = @(@{ type = "text"; text = "Hi" }) }
  )
} | ConvertTo-Json

$r = Invoke-RestMethod -Method Post -Uri "https://api.anthropic.com/v1/messages" `
  -Headers $headers -ContentType "application/json" -Body $body
$r.content[0].text
