$r = Invoke-WebRequest -Uri "https://api.anthropic.com/v1/messages" -Method POST -UseBasicParsing `
    -Headers @{ "x-api-key" = "$env:ANTHROPIC_API_KEY"; "anthropic-version" = "2023-06-01" } `
    -ContentType "application/json" `
    -Body '{"model":"claude-haiku-4-5","max_tokens":40,"messages":[{"role":"user","content":"What''s 6 x 7?"}]}'
$r.StatusCode
