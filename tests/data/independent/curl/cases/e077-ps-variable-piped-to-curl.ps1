$json = @'
{
  "model": "claude-haiku-4-5",
  "max_tokens": 60,
  "messages": [{"role": "user", "content": "What's 7 * 6?"}]
}
'@
$json | curl.exe -s -X POST https://api.anthropic.com/v1/messages -H "x-api-key: $env:ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01" -H "content-type: application/json" -d '@-'
