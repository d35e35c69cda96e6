curl.exe -sS -X POST https://api.anthropic.com/v1/messages `
    --header "x-api-key: ${env:ANTHROPIC_API_KEY}" `
    --header "anthropic-version: 2023-06-01" `
    --header "content-type: application/json" `
    --data-binary "@request.json" | ConvertFrom-Json
