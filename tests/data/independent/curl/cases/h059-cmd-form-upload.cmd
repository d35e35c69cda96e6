curl https://api.anthropic.com/v1/files -H "x-api-key: %ANTHROPIC_API_KEY%" -H "anthropic-version: 2023-06-01" -H "anthropic-beta: files-api-2025-04-14" -F "file=@report.pdf;type=application/pdf"
