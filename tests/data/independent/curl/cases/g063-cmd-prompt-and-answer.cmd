Microsoft Windows [Version 10.0.22631.4460]
(c) Microsoft Corporation. All rights reserved.

C:\Users\dev>curl -i https://api.anthropic.com/v1/messages -H "x-api-key: sk-ant-api03-TESTONLY-invented-0000-AA" -H "anthropic-version: 2023-06-01" -H "content-type: application/json" -d "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"
HTTP/1.1 401 Unauthorized
Content-Type: application/json

{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}
C:\Users\dev>
