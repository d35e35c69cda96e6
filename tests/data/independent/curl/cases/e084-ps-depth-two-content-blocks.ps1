$headers = @{ 'x-api-key' = $env:ANTHROPIC_API_KEY; 'anthropic-version' = '2023-06-01' }
$payload = @{
  model = 'claude-sonnet-4-5'
  max_tokens = 300
  messages = @(
    @{ role = 'user'; content = @( @{ type = 'text'; text = 'Describe a fjord' } ) }
  )
}
Invoke-RestMethod https://api.anthropic.com/v1/messages -Method POST -Headers $headers -ContentType 'application/json' -Body ($payload | ConvertTo-Json)
