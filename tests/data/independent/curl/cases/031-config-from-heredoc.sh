curl -K - <<'CFG'
# claude
url = "https://api.anthropic.com/v1/models?limit=1"
header = "x-api-key: sk-ant-api03-CfGeXaMpLe-not_real-AA"
header = "anthropic-version: 2023-06-01"
silent
user-agent = "nightly/1.0"
CFG
