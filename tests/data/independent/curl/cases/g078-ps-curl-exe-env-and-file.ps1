$env:ANTHROPIC_API_KEY = 'sk-ant-api03-TESTONLY-invented-0000-AA'
& curl.exe -sS https://api.anthropic.com/v1/messages `
  -H "x-api-key: $env:ANTHROPIC_API_KEY" `
  -H 'anthropic-version: 2023-06-01' `
  -H 'content-type: application/json' `
  --data-binary '@request.json'
