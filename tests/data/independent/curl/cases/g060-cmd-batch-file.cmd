@echo off
setlocal
rem quick check of the key
set "KEY=sk-ant-api03-TESTONLY-invented-0000-AA"
set MODEL=claude-haiku-4-5
curl https://api.anthropic.com/v1/messages -H "x-api-key: %KEY%" -H "anthropic-version: 2023-06-01" -H "content-type: application/json" -d "{\"model\":\"%MODEL%\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"Tom and Jerry\"}]}"
pause
