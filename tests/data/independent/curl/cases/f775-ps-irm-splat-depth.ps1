$headers = @{
    "x-api-key"         = $env:ANTHROPIC_API_KEY
    "anthropic-version" = "2023-06-01"
}
$body = @{
    model      = "claude-sonnet-4-6"
    max_tokens = 256
    messages   = @(
        @{
            role    = "user"
            content = @(
                @{ type = "text"; text = "Hello from PowerShell" }
            )
        }
    )
} | ConvertTo-Json -Depth 10

$params = @{
    Uri         = "https://api.anthropic.com/v1/messages"
    Method      = "Post"
    Headers     = $headers
    ContentType = "application/json"
    Body        = $body
}
Invoke-RestMethod @params
