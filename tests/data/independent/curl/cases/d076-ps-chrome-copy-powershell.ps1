$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession
$session.UserAgent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36"
Invoke-WebRequest -UseBasicParsing -Uri "https://api.anthropic.com/v1/messages" `
-Method "POST" `
-WebSession $session `
-Headers @{
"authority"="api.anthropic.com"
  "method"="POST"
  "path"="/v1/messages"
  "scheme"="https"
  "accept"="application/json"
  "accept-language"="en-US,en;q=0.9"
  "anthropic-dangerous-direct-browser-access"="true"
  "anthropic-version"="2023-06-01"
  "origin"="http://localhost:3000"
  "sec-fetch-mode"="cors"
  "x-api-key"="sk-ant-api03-EXAMPLE-Rk7vTn2LqYw9_invented-XcVbNm4QwErTy5-AA"
} `
-ContentType "application/json" `
-Body "{`"model`":`"claude-haiku-4-5`",`"max_tokens`":100,`"messages`":[{`"role`":`"user`",`"content`":`"Price in `$?`"}]}"
