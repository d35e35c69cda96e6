curl -sS https://uploads.example.com/v2/documents \
  -H "Authorization: Bearer $UPLOAD_TOKEN" \
  -F 'metadata={"title":"Q3 report","tags":["finance","2026"]};type=application/json' \
  -F 'file=@report.pdf;filename="Q3 report.pdf"'
