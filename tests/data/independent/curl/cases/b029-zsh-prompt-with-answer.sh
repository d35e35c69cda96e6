mia@MacBook-Pro ~ % curl -s https://api.anthropic.com/v1/messages \
  -H "x-api-key: $ANTHROPIC_API_KEY" \
  -H "anthropic-version: 2023-06-01" \
  -H "content-type: application/json" \
  -d '{"model":"claude-haiku-4-5","max_tokens":12,"messages":[{"role":"user","content":"hi"}]}'
{"model":"claude-haiku-4-5-20251001","id":"msg_01ZshExAmPLeNotReal000000","type":"message","role":"assistant","content":[{"type":"text","text":"Hi there! How can I help?"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":8,"output_tokens":11}}%
mia@MacBook-Pro ~ %
