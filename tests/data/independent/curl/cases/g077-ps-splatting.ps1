$req = @{
  Uri         = 'https://api.anthropic.com/v1/models?limit=10'
  Method      = 'Get'
  Headers     = @{ 'x-api-key' = 'sk-ant-api03-TESTONLY-invented-0000-AA'; 'anthropic-version' = '2023-06-01' }
}
(Invoke-RestMethod @req).data | Select-Object id, display_name
