set "ANTHROPIC_API_KEY=sk-ant-api03-Vt8qLw2NxR5mZc0Ku7YpJd4HsBg1Fe9-rTaMoQiEXAMPLE-XwAA"
set MODEL=claude-haiku-4-5
curl -sS --ssl-no-revoke https://api.anthropic.com/v1/messages ^
  -H "x-api-key: %ANTHROPIC_API_KEY%" -H "anthropic-version: 2023-06-01" ^
  --json "{\"model\":\"%MODEL%\",\"max_tokens\":30,\"messages\":[{\"role\":\"user\",\"content\":\"Hi there\"}]}"
