$body = @{
  model = 'claude-sonnet-5'
  max_tokens = 500
  messages = @(
    @{ role = 'user'; content = @( @{ type = 'text'; text = 'Summarize the meeting' } ) }
  )
}
Invoke-RestMethod -Uri 'https://api.anthropic.com/v1/messages' -Method Post `
  -Headers @{ 'x-api-key' = $env:ANTHROPIC_API_KEY; 'anthropic-version' = '2023-06-01' } `
  -ContentType 'application/json' `
  -Body ($body | ConvertTo-Json)
