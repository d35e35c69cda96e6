$env:ANTHROPIC_API_KEY = sk-ant-api03-Vt8qLw2NxR5mZc0Ku7YpJd4HsBg1Fe9-rTaMoQiEXAMPLE-XwAA
Invoke-RestMethod -Uri "https://api.anthropic.com/v1/models" -Headers @{ "x-api-key" = $env:ANTHROPIC_API_KEY; "anthropic-version" = "2023-06-01" }
