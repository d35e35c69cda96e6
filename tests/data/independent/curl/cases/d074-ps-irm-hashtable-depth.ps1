$headers = @{
    "x-api-key"         = $env:ANTHROPIC_API_KEY
    "anthropic-version" = "2023-06-01"
}
$body = @{
    model      = "claude-sonnet-4-6"
    max_tokens = 300
    messages   = @(
        @{ role = "user"; content = @(@{ type = "text"; text = "What's new?" }) }
    )
} | ConvertTo-Json -Depth 6

Invoke-RestMethod -Uri "https://api.anthropic.com/v1/messages" -Method Post -Headers $headers -Body $body -ContentType "application/json"
