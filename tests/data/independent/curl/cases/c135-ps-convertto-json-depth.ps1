$payload = @{
  model = "claude-haiku-4-5"
  max_tokens = 150
  messages = @(@{
    role = "user"
    content = @(@{ type = "text"; text = "Caption for a photo of a foggy harbour" })
  })
}
Invoke-RestMethod https://api.anthropic.com/v1/messages -Method POST `
  -Headers @{ "x-api-key" = $env:ANTHROPIC_API_KEY; "anthropic-version" = "2023-06-01" } `
  -ContentType "application/json" `
  -Body ($payload | ConvertTo-Json)
