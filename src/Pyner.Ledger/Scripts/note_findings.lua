-- Notes what a job has found so far, for those who watch it. Nothing that the job goes by: its revision stays.
-- KEYS: job, findings. ARGV: token, owner, findings.
local lost = lost_role(KEYS[1], 'Aggregator', ARGV[1], ARGV[2])
if lost then
  return refuse('LOST', lost)
end
redis.call('SET', KEYS[2], ARGV[3])
return 1
