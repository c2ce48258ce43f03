-- Puts a chunk under a key that expires: without the expiry it would stay for ever where its writer dies.
-- KEYS: staged. ARGV: index, chunk, milliseconds.
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1
