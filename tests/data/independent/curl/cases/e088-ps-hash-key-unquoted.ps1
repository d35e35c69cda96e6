Invoke-RestMethod -Uri https://api.anthropic.com/v1/models -Headers @{ x-api-key = $env:ANTHROPIC_API_KEY; anthropic-version = "2023-06-01" }
At line:1 char:73
Missing '=' operator after key in hash literal.
