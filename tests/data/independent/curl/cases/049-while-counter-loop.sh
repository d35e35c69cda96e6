n=1
while [ $n -le 2 ]; do
  curl -X POST "https://api.anthropic.com/v1/messages/batches/msgbatch_0${n}EXAMPLE/cancel" -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01"
  n=$((n + 1))
done
