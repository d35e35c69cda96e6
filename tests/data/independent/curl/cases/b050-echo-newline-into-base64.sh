AUTH=$(echo "pk-lf-example:sk-lf-example" | base64)
curl -s https://cloud.langfuse.example/api/public/projects -H "Authorization: Basic $AUTH"
