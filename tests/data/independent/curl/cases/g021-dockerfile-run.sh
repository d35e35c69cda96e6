FROM debian:12
ARG ANTHROPIC_API_KEY
RUN curl -fsS https://api.anthropic.com/v1/models?limit=1 \
      -H "x-api-key: ${ANTHROPIC_API_KEY}" \
      -H "anthropic-version: 2023-06-01" \
      -o /tmp/models.json
