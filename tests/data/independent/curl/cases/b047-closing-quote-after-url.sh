curl -X POST --data '{"jsonrpc":"2.0","method":"web3_clientVersion","params":[],"id":67} http://127.0.0.1:8545'
