-- Which version of the ledger is in this Redis; an empty one takes the caller's.
-- KEYS: version. ARGV: the caller's version.
redis.call('SET', KEYS[1], ARGV[1], 'NX')
return redis.call('GET', KEYS[1])
