$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession
$session.UserAgent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
Invoke-WebRequest -UseBasicParsing -Uri "https://api.anthropic.com/v1/messages" `
-Method "POST" `
-WebSession $session `
-Headers @{
"accept"="application/json"
  "accept-language"="en-US,en;q=0.9"
  "anthropic-dangerous-direct-browser-access"="true"
  "anthropic-version"="2023-06-01"
  "origin"="http://localhost:8080"
  "referer"="http://localhost:8080/"
  "sec-ch-ua"="`"Chromium`";v=`"142`", `"Not_A Brand`";v=`"99`""
  "x-api-key"="sk-ant-api03-EXAMPLE-pretend-key"
} `
-ContentType "application/json" `
-Body "{`"model`":`"claude-opus-4-1`",`"max_tokens`":256,`"stream`":true,`"messages`":[{`"role`":`"user`",`"content`":`"Pay `$20 now?\nIt's ``fine```"}]}"
