curl -H "x-api-key: %ANTHROPIC_API_KEY%" -H "anthropic-version: 2023-06-01" https://api.anthropic.com/v1/models?limit=20&after_id=claude-haiku-4-5
'after_id' is not recognized as an internal or external command,
operable program or batch file.
