//! The words that link texts are full of, which the compressor of version 1 knows beforehand.
//!
//! Frozen: its bytes are part of the format, as a test says. Other words would be version 2.

/// What likely stands in a link, the likeliest last, where a reference to it is shortest.
pub const WORDS: &str = "\
api_key_as_bearer cors_not_allowed_for_org curl_flag_typo extra_usage_exhausted \
foundry_env_not_recognised gcp_credentials_expired missing_content_type_header prefill_not_supported \
sdk_browser_guard shell_quote_unbalanced tool_beta_version_mismatch tool_use_ids_duplicate \
assistant_content_type_invalid aws_credentials_invalid bedrock_model_identifier_invalid \
cache_control_too_many cloudflare_origin_error curl_argument_list_too_long dns_failure \
foundry_deployment_not_found foundry_deployment_setup foundry_key_or_endpoint_wrong gateway_auth_failed \
gcp_credentials_missing image_unprocessable line_continuation_broken messages_empty missing_max_tokens \
network_timeout oauth_not_allowed_for_org organization_disabled rate_limit_requests \
request_body_invalid_json request_timeout reserved_billing_header_in_system sdk_dependency_mismatch \
server_side_throttling spend_limit_reached temperature_and_top_p temperature_with_thinking \
template_placeholders thinking_block_when_disabled thinking_enabled_unsupported tool_name_invalid \
trailing_whitespace_prefill usage_endpoint_rate_limited vertex_model_not_enabled vertex_wrong_publisher \
windows_shell_quoting_mixed wrong_vendor_key auth_conflict aws_credentials_expired base_url_wrong \
bedrock_inference_profile_required bedrock_model_access_denied bedrock_throttling \
cache_control_on_empty_text connection_refused connection_reset context_limit_input_plus_max_tokens \
cors_browser_header_missing image_too_large internal_server_error invalid_version_header \
key_in_single_quotes_not_expanded long_context_needs_extra_usage model_not_found oauth_scope_missing \
oauth_token_expired oauth_token_invalid output_token_maximum system_role_in_messages \
temperature_unsupported thinking_block_missing unpaired_surrogate vertex_quota_exhausted \
credit_balance_low empty_content endpoint_wrong gateway_schema_rejects_request \
image_dimensions_too_large max_tokens_too_large missing_version_header output_blocked_content_filter \
proxy_misconfigured request_too_large roles_must_alternate sdk_nonstreaming_too_long \
thinking_signature_invalid tool_names_duplicate tool_result_orphan tool_schema_invalid upstream_timeout \
usage_policy_refusal beta_header_unexpected curl_get_without_body not_enough_information \
overloaded_mid_stream prompt_too_long tool_result_missing upstream_unavailable \
extra_inputs_not_permitted network_connection_failed no_credentials rate_limit_input_tokens \
region_or_network_block subscription_token_not_for_api undetermined_http_error usage_limit_reached \
model_id_malformed tls_self_signed_proxy invalid_api_key retired_model overloaded unrelated_tool_error \
working_request other_vendor_error \
retryable=true retryable=false stream=true kind=curl kind=mixed kind=other kind=error vendor= dialect=cmd dialect=fish \
dialect=powershell dialect=posix platform=vertex platform=foundry platform=bedrock platform=other platform=api client=browser \
client=powershell client=vercel-ai-sdk client=openai-compat client=langchain client=litellm client=ts-sdk client=python-sdk \
client=curl client=claude-code status=504 status=503 status=502 status=405 status=413 status=404 status=403 status=500 \
status=529 status=429 status=401 status=400 error_type=timeout_error error_type=api_error error_type=permission_error \
error_type=not_found_error error_type=authentication_error error_type=rate_limit_error error_type=overloaded_error \
error_type=invalid_request_error host=api.anthropic.com path=/v1/messages header=anthropic-version header=x-api-key \
MASKED_email_1_ MASKED_home_1_ MASKED_secret_1_ MASKED_bearer_1_ MASKED_organization_1_36 MASKED_anthropic_oauth_1_108 \
MASKED_anthropic_key_cut_1_ Traceback (most recent call last): File \"/Users/MASKED_home_1_/ line , in  raise self._make_status_error_from_response(err.response) from None \
anthropic.BadRequestError: Error code: 400 - {'type': 'error', 'error': {'type': 'invalid_request_error', 'message': ' \
at async APIError.generate (file:///node_modules/@anthropic-ai/sdk/ (node:internal/ npm ERR! code ECONNREFUSED ETIMEDOUT ENOTFOUND ECONNRESET \
curl: (6) Could not resolve host: (28) Operation timed out (35) (60) SSL certificate problem: unable to get local issuer certificate \
HTTP/2 200 HTTP/1.1 date: content-type: application/json; charset=utf-8 content-length: retry-after: x-should-retry: true \
request-id: cf-ray: server: cloudflare anthropic-ratelimit-requests-remaining: anthropic-beta: Authorization: Bearer $ \
Invoke-RestMethod -Method Post -Uri -Headers @{ -Body $env:ANTHROPIC_API_KEY %ANTHROPIC_API_KEY% Your credit balance is too low \
This request would exceed your organization's rate limit of input tokens per minute. prompt is too long: tokens > maximum \
messages.0.content.0. messages: Extra inputs are not permitted Field required thinking tool_use tool_result tools input_schema \
\"stream\": true, \"system\": \" \"temperature\": Please run /login · Invalid API key Retrying in seconds… (attempt  \
claude-opus-5-5 claude-haiku-5-5 claude-sonnet-4-5-20250929 claude-sonnet-5-5 Overloaded Internal server error invalid x-api-key \
API Error: 529 {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"},\"request_id\":\"req_011C \
API Error: 400 {\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\" \
curl https://api.anthropic.com/v1/messages \\\n\
\x20--header \"x-api-key: MASKED_anthropic_key_1_108\" --header \"content-type: application/json\" --data ' \
curl https://api.anthropic.com/v1/messages \\\n\
\x20 -H \"x-api-key: $ANTHROPIC_API_KEY\" \\\n\
\x20 -H \"anthropic-version: 2023-06-01\" \\\n\
\x20 -H \"content-type: application/json\" \\\n\
\x20 -d '{\"model\": \"claude-sonnet-5-5\", \"max_tokens\": 1024, \"messages\": [{\"role\": \"user\", \"content\": \"Hello";
