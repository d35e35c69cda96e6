PROJECT_ID=my-proj-123
LOCATION=us-east5
curl -X POST \
  -H "Authorization: Bearer $(gcloud auth print-access-token)" \
  -H "Content-Type: application/json" \
  "https://${LOCATION}-aiplatform.googleapis.com/v1/projects/${PROJECT_ID}/locations/${LOCATION}/publishers/anthropic/models/claude-sonnet-4-5@20250929:rawPredict" \
  -d '{"anthropic_version":"vertex-2023-10-16","max_tokens":128,"messages":[{"role":"user","content":"Hello from Vertex"}]}'
