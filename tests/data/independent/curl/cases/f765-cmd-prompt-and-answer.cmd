C:\Users\Ines>curl https://api.anthropic.com/v1/models/claude-haiku-4-5 -H "x-api-key: %ANTHROPIC_API_KEY%" -H "anthropic-version: 2023-06-01"
{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"},"request_id":"req_011CXInventedForTest02"}
C:\Users\Ines>
