(Invoke-RestMethod -Uri 'https://api.anthropic.com/v1/models?limit=5' -Headers @{ 'x-api-key' = $env:ANTHROPIC_API_KEY; 'anthropic-version' = '2023-06-01' }).data | Format-Table id, display_name
