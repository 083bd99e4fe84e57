# rule: materialized-arg-any-all
# why: Cannot become a generator: any() cannot consume an async generator.
async def any_alive(hosts, ping):
    return any([await ping(h) for h in hosts])  # ok
