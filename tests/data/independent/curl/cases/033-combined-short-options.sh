curl -sSfLXPATCH https://api.github.com/repos/octo/demo/issues/7 -H"Authorization: Bearer $GITHUB_TOKEN" -Haccept:application/vnd.github+json -d'{"state":"closed"}' -oout.json
