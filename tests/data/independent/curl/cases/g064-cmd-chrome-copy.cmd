curl ^"https://api.anthropic.com/v1/messages^" ^
  -H ^"accept-language: de-DE,de;q=0.9^" ^
  -H ^"x-api-key: sk-ant-api03-TESTONLY-invented-0000-AA^" ^
  -H ^"anthropic-version: 2023-06-01^" ^
  -H ^"anthropic-dangerous-direct-browser-access: true^" ^
  -H ^"content-type: application/json^" ^
  -H ^"origin: http://localhost:5173^" ^
  --data-raw ^"^{^\^"model^\^":^\^"claude-sonnet-4-5^\^",^\^"max_tokens^\^":100,^\^"messages^\^":^[^{^\^"role^\^":^\^"user^\^",^\^"content^\^":^\^"Rock ^& roll^\^"^}^]^}^"
