curl -N -X POST "http://localhost:8080/text_to_cypher" \
  -H "Accept: text/event-stream" \
  -H "Content-Type: application/json" \
  -d '{
    "graph_name": "social_network",
    "chat_request": {
      "messages": [
        {"role": "user", "content": "Who are John\'s friends?"}
      ]
    }
  }'
