set ANTHROPIC_API_KEY = sk-ant-api03-zzNotReal-9081726354_MadeUpByHandzzNotReal-9081726354_MadeUpByHandzzNotReal-9081726354_MadeUpAA
curl https://api.anthropic.com/v1/models -H "x-api-key: %ANTHROPIC_API_KEY%" -H "anthropic-version: 2023-06-01"
