$headers = @{ "x-api-key" = $env:ANTHROPIC_API_KEY; "anthropic-version" = "2023-06-01" }
$body = @{
  model = "claude-haiku-4-5"
  max_tokens = 400
  tools = @(@{
    name = "get_weather"
    description = "Weather of a city"
    input_schema = @{ type = "object"; properties = @{ city = @{ type = "string" } }; required = @("city") }
  })
  messages = @(@{ role = "user"; content = "Rain in Oslo?" })
} | ConvertTo-Json
Invoke-RestMethod -Method Post -Uri https://api.anthropic.com/v1/messages -Headers $headers -ContentType "application/json" -Body $body
