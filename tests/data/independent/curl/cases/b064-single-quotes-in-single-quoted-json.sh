curl -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" https://api.adsabs.example/v1/export/bibtex -X POST -d '{'bibcode':['2019arXiv190700001A']}'
