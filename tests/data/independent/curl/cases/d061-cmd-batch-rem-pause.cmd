@echo off
rem checks that the key "works" & nothing else
title Claude test
curl.exe -sS -X GET "https://api.anthropic.com/v1/models?limit=3" -H "x-api-key: %ANTHROPIC_API_KEY%" -H "anthropic-version: 2023-06-01"
echo.
pause
