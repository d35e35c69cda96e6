# quick check
$json = @'
{
  "model": "claude-haiku-4-5",
  "max_tokens": 64,
  "messages": [{ "role": "user", "content": "It's \"ok\"? $5" }]
}
'@
$r = Invoke-WebRequest https://api.anthropic.com/v1/messages -Method POST -Body $json -Headers @{
  'x-api-key' = $Env:ANTHROPIC_API_KEY
  'anthropic-version' = '2023-06-01'
  'content-type' = 'application/json'
}
$r.StatusCode; ($r.Content | ConvertFrom-Json).content[0].text
