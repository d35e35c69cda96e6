cat > claude.curlrc <<'EOF'
silent
show-error
header = "anthropic-version: 2023-06-01"
header = "content-type: application/json"
header = "x-api-key: sk-ant-api03-CuRlRc-EXAMPLE-not-real-AA"
EOF
curl -K claude.curlrc https://api.anthropic.com/v1/messages -d '{"model":"claude-haiku-4-5","max_tokens":9,"messages":[{"role":"user","content":"hey"}]}'
