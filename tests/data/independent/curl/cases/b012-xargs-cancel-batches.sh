printf '%s\n' msgbatch_01AAA msgbatch_01BBB \
  | xargs -I{} curl -s -X POST https://api.anthropic.com/v1/messages/batches/{}/cancel -H 'anthropic-version: 2023-06-01' -H 'x-api-key: sk-ant-api03-XaRgS-EXAMPLE-not-real-AA'
