C:\Users\Marta>curl -s "https://api.anthropic.com/v1/models?limit=2" -H "x-api-key: %ANTHROPIC_API_KEY%" -H "anthropic-version: 2023-06-01"
{"type":"error","error":{"type":"api_error","message":"Internal server error"},"request_id":"req_011CVpR7tQbNw3LzKy5HxMdE"}
C:\Users\Marta>
