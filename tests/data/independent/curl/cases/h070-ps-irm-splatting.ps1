$params = @{
    Uri     = 'https://api.anthropic.com/v1/models?limit=5'
    Method  = 'Get'
    Headers = @{ 'x-api-key' = $env:ANTHROPIC_API_KEY; 'anthropic-version' = '2023-06-01' }
}
Invoke-RestMethod @params
