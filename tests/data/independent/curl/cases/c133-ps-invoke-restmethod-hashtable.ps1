$headers = @{
    "x-api-key"         = $env:ANTHROPIC_API_KEY
    "anthropic-version" = "2023-06-01"
}
$body = @{
    model      = "claude-sonnet-4-5"
    max_tokens = 600
    messages   = @(
        @{ role = "user"; content = "List five Norse gods" }
    )
} | ConvertTo-Json -Depth 5

$r = Invoke-RestMethod -Uri "https://api.anthropic.com/v1/messages" -Method Post -Headers $headers -ContentType "application/json" -Body $body
$r.content[0].text
