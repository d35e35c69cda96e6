curl https://api.github.com/search/repositories?q=node+in:name+language:javascript&sort=stars&order=desc
