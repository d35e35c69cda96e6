curl --location "https://sso.example.org/realms/API/protocol/openid-connect/token" \
--header "Content-Type: application/x-www-form-urlencoded" \
--data-urlencode "grant_type=password" \
--data-urlencode "client_id=reges-api" \
--data-urlencode "password=xQF)07@&9zqpRTyD%WUr"
