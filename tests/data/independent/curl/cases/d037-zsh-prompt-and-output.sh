mira@MacBook-Pro notes % curl -s https://api.anthropic.com/v1/models/claude-haiku-4-5 -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01"
{"type":"error","error":{"type":"authentication_error","message":"x-api-key header is required"},"request_id":"req_011CVinvented0Prompt9xQ"}
