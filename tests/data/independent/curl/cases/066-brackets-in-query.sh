curl -L -O "https://www.proxmox.com/en/downloads?task=callelement&format=raw&item_id=681&element=f85c494b&method=download&args[0]=5325072e9faa48b5"
