$json = @'
{
  "model": "claude-haiku-4-5",
  "max_tokens": 64,
  "messages": [{ "role": "user", "content": "It's $5, isn't it?" }]
}
'@
$r = Invoke-WebRequest https://api.anthropic.com/v1/messages -Method POST -Headers @{ 'x-api-key' = $env:ANTHROPIC_API_KEY; 'anthropic-version' = '2023-06-01' } -ContentType 'application/json' -Body $json -UseBasicParsing
$r.StatusCode
