curl ^"https://api.anthropic.com/v1/messages/count_tokens?beta=true^&src=a^%^20b^" ^
  -H ^"anthropic-dangerous-direct-browser-access: true^" ^
  -H ^"anthropic-version: 2023-06-01^" ^
  -H ^"content-type: application/json^" ^
  -H ^"origin: http://localhost:3000^" ^
  -H ^"x-api-key: sk-ant-api03-EXAMPLE-pretend-key^" ^
  --data-raw ^"^{^

  ^\^"model^\^": ^\^"claude-haiku-4-5^\^",^

  ^\^"messages^\^": ^[^{^\^"role^\^": ^\^"user^\^", ^\^"content^\^": ^\^"Is 15^%^off better than ^$5 off?^\^"^}^]^

^}^"
