curl -s https://api.anthropic.com/v1/messages \
  -H &quot;x-api-key: $ANTHROPIC_API_KEY&quot; \
  -H &quot;anthropic-version: 2023-06-01&quot; \
  -H &quot;content-type: application/json&quot; \
  -d '{&quot;model&quot;:&quot;claude-haiku-4-5&quot;,&quot;max_tokens&quot;:50,&quot;messages&quot;:[{&quot;role&quot;:&quot;user&quot;,&quot;content&quot;:&quot;Hello&quot;}]}'
