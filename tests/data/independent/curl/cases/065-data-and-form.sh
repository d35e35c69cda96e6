curl -X POST \
    -u username:password \
    -d "api_user=username&api_key=password&domain_name=subdomain.example.com&ticket_id=000000" \
    -F ticket_id=000000 \
    -F comments=Test \
    -F ipaddress=1.1.1.1 \
    "https://panel.example.net/xml-api/supportreplyticket.php"
