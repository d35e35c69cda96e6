PS C:\Users\leo> curl.exe https://api.anthropic.com/v1/models -H "x-api-key: $env:ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01"
{"type":"error","error":{"type":"authentication_error","message":"x-api-key header is required"}}
PS C:\Users\leo>
