C:\Windows\System32\curl.exe -s -G "https://api.anthropic.com/v1/models" -d limit=5 -d after_id=claude-haiku-4-5 -H "x-api-key: %ANTHROPIC_API_KEY%" -H "anthropic-version: 2023-06-01" && echo done
