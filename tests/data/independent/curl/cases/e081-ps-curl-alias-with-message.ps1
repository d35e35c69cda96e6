PS C:\Users\dev> curl https://api.anthropic.com/v1/models -H "x-api-key: $env:ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01"
Invoke-WebRequest : Cannot bind parameter because parameter 'Headers' is specified more than once. To provide multiple
values to parameters that can accept multiple values, use the array syntax. For example, "-parameter value1,value2,value3".
At line:1 char:81
    + CategoryInfo          : InvalidArgument: (:) [Invoke-WebRequest], ParameterBindingException
    + FullyQualifiedErrorId : ParameterAlreadyBound,Microsoft.PowerShell.Commands.InvokeWebRequestCommand
