curl -X POST \
  -H "Authorization: Bearer $(gcloud auth print-access-token)" \
  -H "Content-Type: application/json; charset=utf-8" \
  "https://us-east5-aiplatform.googleapis.com/v1/projects/my-proj-123/locations/us-east5/publishers/anthropic/models/claude-sonnet-4-5@20250929:rawPredict" \
  -d '{"anthropic_version":"vertex-2023-10-16","max_tokens":100,"messages":[{"role":"user","content":"Hi"}]}'
