$h = @{ 'x-api-key' = "$env:ANTHROPIC_API_KEY"; 'anthropic-version' = '2023-06-01' }
irm 'https://api.anthropic.com/v1/models?limit=20' -Headers $h | Select-Object -ExpandProperty data | Format-Table id, display_name
