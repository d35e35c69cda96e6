curl 'https://wiki.example.org/wiki/Zürich?note=ü' -H 'accept-language: 日本語' --data-raw '{"text":"Grüße 🦀 — «ça va?»"}' -H 'content-type: application/json'
