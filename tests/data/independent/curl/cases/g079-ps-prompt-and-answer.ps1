PS C:\Users\dev> curl.exe -s https://api.anthropic.com/v1/messages -H "x-api-key: $($env:ANTHROPIC_API_KEY)" -H "anthropic-version: 2023-06-01" -H "content-type: application/json" -d "@ask.json"
{"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your organization's rate limit of 50 requests per minute."}}
PS C:\Users\dev> 
