curl.exe -sS https://api.anthropic.com/v1/messages `
  -H 'x-api-key: $env:ANTHROPIC_API_KEY' `
  -H "anthropic-version: 2023-06-01" `
  -H "content-type: application/json" `
  --data-binary "@request.json"
