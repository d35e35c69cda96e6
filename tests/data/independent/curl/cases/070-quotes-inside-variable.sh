GITHUB_AUTH='-H "Authorization: token 0000e329426b2156be6ceEXAMPLE"'
curl -s $GITHUB_AUTH "https://api.github.com/repos/phpmyadmin/phpmyadmin/issues?state=all&per_page=100&page=1"
