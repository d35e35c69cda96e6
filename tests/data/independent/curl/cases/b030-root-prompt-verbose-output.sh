root@ip-10-0-3-17:~# curl -sv https://api.anthropic.com/v1/models?limit=1 -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01" -o /dev/null
*   Trying 160.79.104.10:443...
* Connected to api.anthropic.com (160.79.104.10) port 443 (#0)
* using HTTP/2
> GET /v1/models?limit=1 HTTP/2
> Host: api.anthropic.com
> user-agent: curl/7.88.1
> accept: */*
> x-api-key: [redacted]
> anthropic-version: 2023-06-01
>
< HTTP/2 200
< content-type: application/json
< request-id: req_011CRootExAmPLeNotReal01
<
{ [512 bytes data]
* Connection #0 to host api.anthropic.com left intact
root@ip-10-0-3-17:~#
