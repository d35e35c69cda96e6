curl -XPOST -d\{\"model\"\:\"claude-haiku-4-5\"\,\"max_tokens\"\:9\,\"messages\"\:\[\{\"role\"\:\"user\"\,\"content\"\:\"Respond\ concisely.\"\}\]\} \
-HContent-Type\:\ application/json -Hx-api-key\:\ sk-ant-api03-EsCaPeD-example-AA -Hanthropic-version\:\ 2023-06-01 \
https\://api.anthropic.com/v1/messages
