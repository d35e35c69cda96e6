$headers = @{ x-api-key = $env:ANTHROPIC_API_KEY; anthropic-version = "2023-06-01" }
Invoke-RestMethod -Uri https://api.anthropic.com/v1/messages -Method Post -Headers $headers -ContentType application/json -InFile body.json
