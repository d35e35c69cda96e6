$model = "claude-haiku-4-5"
@"
{"model":"$model","max_tokens":5,
 "messages":[{"role":"user","content":"tick `$x"}]}
"@ | curl.exe -sS https://api.anthropic.com/v1/messages -H "x-api-key: $env:ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01" -H "content-type: application/json" -d "@-"
