"""The center's own base map: pictures of streets out of a cache, a local file or a server, in this order."""
