@echo off
set "ANTHROPIC_API_KEY=sk-ant-api03-EXAMPLE-key-88"
set "MODEL=claude-haiku-4-5"
curl -s https://api.anthropic.com/v1/messages -H "x-api-key: %ANTHROPIC_API_KEY%" -H "anthropic-version: 2023-06-01" -H "content-type: application/json" -d "{\"model\":\"%MODEL%\",\"max_tokens\":24,\"messages\":[{\"role\":\"user\",\"content\":\"Hi there\"}]}"
