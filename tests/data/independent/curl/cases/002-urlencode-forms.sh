curl https://translate.example.org/v1/detect \
  --data-urlencode 'q=Où est la gare ?' \
  --data-urlencode '=a&b=c' \
  --data-urlencode 'plain text+more' \
  --data-urlencode 'format=text'
