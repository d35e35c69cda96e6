$body = @{
  model      = 'claude-sonnet-4-5'
  max_tokens = 100
  tools      = @(@{
    name         = 'get_weather'
    description  = 'Weather of a city'
    input_schema = @{ type = 'object'; properties = @{ city = @{ type = 'string' } } }
  })
  messages   = @(@{ role = 'user'; content = 'Hello' })
} | ConvertTo-Json
Invoke-RestMethod -Method Post -Uri 'https://api.anthropic.com/v1/messages' -ContentType 'application/json' -Headers @{ 'x-api-key' = $env:ANTHROPIC_API_KEY; 'anthropic-version' = '2023-06-01' } -Body $body
