set -gx ANTHROPIC_API_KEY sk-ant-api03-EXAMPLE-Rk7vTn2LqYw9_invented-XcVbNm4QwErTy5-AA
curl https://api.anthropic.com/v1/models -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01"
