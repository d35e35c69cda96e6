curl 'https://console.example.com/api/usage?from=2026-11-01&to=2026-11-20' -b 'session=abc123; theme=dark' -b 'lang=de' -A 'Mozilla/5.0 (X11; Linux x86_64)' -e 'https://console.example.com/usage'
