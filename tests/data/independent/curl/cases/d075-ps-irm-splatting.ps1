$params = @{
    Uri         = 'https://api.anthropic.com/v1/messages/count_tokens'
    Method      = 'POST'
    ContentType = 'application/json'
    Headers     = @{ 'x-api-key' = $env:ANTHROPIC_API_KEY; 'anthropic-version' = '2023-06-01' }
    Body        = '{"model":"claude-opus-4-8","messages":[{"role":"user","content":"splat"}]}'
}
(Invoke-RestMethod @params).input_tokens
